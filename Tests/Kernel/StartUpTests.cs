using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using CosmosKernel.Boot;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>What the kernel is told when it starts, and what it tells a program.</summary>
[TestFixture]
internal sealed unsafe class StartUpTests
{
    [TestCase("", null, "two-level", "all", Calamity.None)]
    [TestCase("a=b/kernel.elf", null, "two-level", "all", Calamity.None)]
    [TestCase("/boot/kernel.elf", null, "two-level", "all", Calamity.None)]
    [TestCase("kernel variant=shared", "shared", "two-level", "all", Calamity.None)]
    [TestCase("kernel  variant=fourfour paging=pae experiments=none", "fourfour", "pae", "none", Calamity.None)]
    [TestCase("variant=kpti", "kpti", "two-level", "all", Calamity.None)]
    [TestCase("variant=all experiments=cli provoke=double-fault ", null, "two-level", "cli", Calamity.DoubleFault)]
    public void OptionsAreRead(string line, string? mapping, string format, string experiments, Calamity calamity)
    {
        var options = KernelOptions.Parse(line, out string? error);
        Assert.That(error, Is.Null);
        Assert.That((options.BothFormats, options.IsLive), Is.EqualTo((false, false)));
        Assert.That(
            (options.Mapping?.Name, options.Format.Name, options.Experiments, options.Provocation.Is(calamity)),
            Is.EqualTo((mapping, format, experiments, true)));
    }

    [TestCase("panic", Calamity.Panic)]
    [TestCase("double-fault", Calamity.DoubleFault)]
    [TestCase("nested-fault", Calamity.NestedFault)]
    [TestCase("repeated-fault", Calamity.RepeatedFault)]
    [TestCase("kernel-hole", Calamity.KernelHole)]
    public void ACalamityHasAName(string word, Calamity calamity)
    {
        Provocation provocation = KernelOptions.Parse("provoke=" + word, out string? error).Provocation;
        Assert.That(error, Is.Null);
        Assert.That(System.Enum.GetValues<Calamity>().Where(provocation.Is), Is.EqualTo(new[] { calamity }));
        Assert.That((provocation.IsAnything, provocation.Invariant), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public void AnInvariantCanBeProvoked()
    {
        Provocation provocation = KernelOptions.Parse("provoke=user-bit", out string? error).Provocation;
        Assert.That(
            (error, provocation.Invariant, provocation.IsAnything, provocation.Is(Calamity.None)),
            Is.EqualTo(((string?)null, "user-bit", true, true)));
    }

    [TestCase("paging=all screen=live", true, true)]
    [TestCase("paging=two-level screen=log", false, false)]
    public void BothFormatsAndTheScreenAreOptions(string line, bool bothFormats, bool isLive)
    {
        var options = KernelOptions.Parse(line, out string? error);
        Assert.That(
            (error, options.Format, options.BothFormats, options.IsLive),
            Is.EqualTo(((string?)null, PagingFormat.TwoLevel, bothFormats, isLive)));
    }

    [TestCase("screen=green", "screen=green")]
    [TestCase("variant=both", "variant=both")]
    [TestCase("kernel paging=pae variant=", "variant=")]
    [TestCase("paging=four-level", "paging=four-level")]
    [TestCase("experiments=", "experiments=")]
    [TestCase("provoke=mischief", "provoke=mischief")]
    [TestCase("colour=red variant=shared", "colour=red")]
    [TestCase("outside=apart", "outside=apart")]
    [TestCase("invariants=some", "invariants=some")]
    [TestCase("provoke=user", "provoke=user")]
    [TestCase("break=", "break=")]
    [TestCase("break=start+", "break=start+")]
    [TestCase("break=start+never", "break=start+never")]
    [TestCase("=", "=")]
    public void AnUnknownOptionIsNamed(string line, string word)
    {
        KernelOptions.Parse(line, out string? error);
        Assert.That(error, Does.Contain(" " + word + ","));
    }

    [TestCase("", false, BreakPlaces.None)]
    [TestCase("outside=in-turn break=fault", false, BreakPlaces.Fault)]
    [TestCase("outside=together break=start+task+fault", true, BreakPlaces.Start | BreakPlaces.Task | BreakPlaces.Fault)]
    public void WhatDebuggingToolsAskForIsRead(string line, bool together, BreakPlaces breaks)
    {
        var options = KernelOptions.Parse(line, out string? error);
        Assert.That(error, Is.Null);
        Assert.That((options.Together, options.Breaks), Is.EqualTo((together, breaks)));
    }

    [TestCase("", true)]
    [TestCase("invariants=on", true)]
    [TestCase("invariants=off", false)]
    [TestCase("provoke=user-bit", true)]
    public void InvariantsAreCheckedUnlessSomebodySaysNo(string line, bool areChecked)
    {
        var options = KernelOptions.Parse(line, out string? error);
        Assert.That((error, options.ChecksInvariants), Is.EqualTo(((string?)null, areChecked)));
    }

    [TestCase("", 10)]
    [TestCase("seconds=99999", 99999)]
    [TestCase("seconds=0", null)]
    [TestCase("seconds=", null)]
    [TestCase("seconds=1a", null)]
    [TestCase("seconds=-1", null)]
    [TestCase("seconds=100000", null)]
    public void TheTimeOfAProgramIsANumberOfSeconds(string line, int? seconds)
    {
        var options = KernelOptions.Parse(line, out string? error);
        Assert.That(error is null ? options.Seconds : (int?)null, Is.EqualTo(seconds));
    }

    [Test]
    public void BootInformationIsRead()
    {
        using var bytes = new GuardedBytes(Tags(CommandLine("kernel a=b"), Module(0x200000, 0x200123), Sections()));
        var information = new BootInformation(bytes.Start);
        Assert.That(information.CommandLine(), Is.EqualTo("kernel a=b"));
        Assert.That(information.TryModule(out PhysicalAddress address, out uint length));
        Assert.That((address.Value, length), Is.EqualTo((0x200000u, 0x123u)));
        ImageSection[] sections = information.Sections();
        Assert.That(sections.Select(section => (section.Address, section.Size, section.IsWritable, section.IsExecutable)), Is.EqualTo(new[]
        {
            (0xC0100000u, 0x5000u, false, true),
            (0xC0105000u, 0x2000u, true, false),
        }));
    }

    [Test]
    public void MissingTagsAreMissing()
    {
        using var bytes = new GuardedBytes(Tags());
        var information = new BootInformation(bytes.Start);
        Assert.That(information.CommandLine(), Is.Empty);
        Assert.That(information.TryModule(out _, out _), Is.False);
        Assert.That(information.Sections(), Is.Empty);
        Assert.That(new BootInformation(null).CommandLine(), Is.Empty);
    }

    [Test]
    public void DamagedTagsEndTheSearch()
    {
        byte[] tags = Tags(CommandLine("kernel"), Module(1, 2));
        BinaryPrimitives.WriteUInt32LittleEndian(tags.AsSpan(12), 0xFFFFFFF0); // the first tag's size
        using var tooLong = new GuardedBytes(tags);
        Assert.That(new BootInformation(tooLong.Start).TryModule(out _, out _), Is.False);
        BinaryPrimitives.WriteUInt32LittleEndian(tags.AsSpan(12), 0);
        using var empty = new GuardedBytes(tags);
        Assert.That(new BootInformation(empty.Start).TryModule(out _, out _), Is.False);
        using var backwards = new GuardedBytes(Tags(Module(0x300000, 0x200000)));
        Assert.That(new BootInformation(backwards.Start).TryModule(out _, out _), Is.False);
    }

    [Test]
    public void AProgramFindsItsArgumentsWhereLinuxPutsThem()
    {
        byte* page = (byte*)NativeMemory.AllocZeroed(Frame.Size);
        var stack = new InitialStack(page, new LinearAddress(0xBFFFF000));
        Assert.That(stack.TryBuild("read", ["c0101000", "x"]));
        Assert.That(stack.Top.Value % 16, Is.Zero);
        uint* word = (uint*)(page + (stack.Top.Value - 0xBFFFF000));
        Assert.That(word[0], Is.EqualTo(3));
        Assert.That(
            Enumerable.Range(1, 3).Select(i => Marshal.PtrToStringAnsi((nint)(page + (word[i] - 0xBFFFF000)))),
            Is.EqualTo(new[] { "read", "c0101000", "x" }));
        Assert.That(new Span<uint>(word + 4, 6).ToArray(), Is.EqualTo(new uint[] { 0, 0, 6, 4096, 0, 0 }));
        NativeMemory.Free(page);
    }

    [Test]
    public void ArgumentsThatFillMoreThanAPageAreRefused()
    {
        byte* page = (byte*)NativeMemory.AllocZeroed(Frame.Size);
        Assert.That(new InitialStack(page, default).TryBuild("x", [new string('y', 4050)]), Is.False);
        NativeMemory.Free(page);
    }

    private static byte[] Tags(params byte[][] tags)
    {
        List<byte> all = [.. new byte[8]];
        foreach (byte[] tag in tags)
        {
            all.AddRange(tag);
            all.AddRange(new byte[(8 - (tag.Length % 8)) % 8]);
        }

        all.AddRange(Words(0, 8));
        byte[] result = [.. all];
        BinaryPrimitives.WriteInt32LittleEndian(result, result.Length);
        return result;
    }

    private static byte[] CommandLine(string text) => [.. Words(1, (uint)(9 + text.Length)), .. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Module(uint start, uint end) => [.. Words(3, 20, start, end), (byte)'m', 0, 0, 0];

    /// <summary>Four headers: none, code, data, and one that takes no memory.</summary>
    private static byte[] Sections() =>
    [
        .. Words(9, 20 + (4 * 40), 4, 40, 0),
        .. Words(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        .. Words(1, 1, 6, 0xC0100000, 0x1000, 0x5000, 0, 0, 4096, 0),
        .. Words(7, 1, 3, 0xC0105000, 0x6000, 0x2000, 0, 0, 4096, 0),
        .. Words(13, 2, 0, 0, 0x8000, 0x300, 0, 0, 4, 0),
    ];

    private static byte[] Words(params uint[] words) => MemoryMarshal.AsBytes<uint>(words).ToArray();
}
