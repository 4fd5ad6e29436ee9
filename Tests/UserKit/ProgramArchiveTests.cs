using System.Reflection;
using CosmosKernel.Boot;
using CosmosKernel.Memory;
using CosmosPaging.Tests.Kernel;
using IL2CPU.API.Attribs;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>Where the kernel finds its programs: beside the image, or in it.</summary>
[TestFixture]
internal sealed unsafe class ProgramArchiveTests
{
    private const uint ModuleTag = 3;

    [TearDown]
    public void ForgetEmbedded() => BootArchive.Embedded = null;

    [Test]
    public void The_loaders_module_comes_first()
    {
        BootArchive.Embedded = new byte[7];
        Assert.That(Find(0x200, 0x300, out uint offset, out uint bytes));
        Assert.That((offset, bytes), Is.EqualTo((0x200u, 0x100u)));
    }

    [TestCase(0x200u, 0x1001u, Description = "ends behind memory")]
    [TestCase(0xFFFFF000u, 0xFFFFFFFFu, Description = "lies behind memory")]
    [TestCase(0x300u, 0x200u, Description = "ends before it starts")]
    public void A_module_that_cannot_be_read_does_not_count(uint start, uint end)
    {
        Assert.That(Find(start, end, out _, out _), Is.False);
        BootArchive.Embedded = new byte[7];
        Assert.That(Find(start, end, out _, out uint bytes));
        Assert.That(bytes, Is.EqualTo(7u));
    }

    [Test]
    public void IL2CPU_finds_what_it_asks_of_the_field()
    {
        FieldInfo field = typeof(BootArchive).GetField(nameof(BootArchive.Embedded))!;
        Assert.That((field.IsStatic, field.FieldType), Is.EqualTo((true, typeof(byte[]))));
        Assert.That(field.GetCustomAttribute<ManifestResourceStreamAttribute>()!.ResourceName, Is.EqualTo("programs.tar"));
        Assert.That(typeof(BootArchive).TypeInitializer, Is.Null, "it would overwrite what IL2CPU put there");
    }

    private static bool Find(uint start, uint end, out uint offset, out uint bytes)
    {
        using var memory = new GuardedBytes(new byte[0x1000]);
        uint[] tags = [8 + 16 + 8, 0, ModuleTag, 16, start, end, 0, 8];
        fixed (uint* information = tags)
        {
            bool found = BootArchive.TryFind(
                new BootInformation((byte*)information), new PhysicalMemory(memory.Start, 0x1000), out byte* archive, out bytes);
            offset = (uint)(archive - memory.Start);
            return found;
        }
    }
}
