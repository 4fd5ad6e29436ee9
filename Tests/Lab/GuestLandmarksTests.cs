using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosPaging.Lab.Inspection;
using NUnit.Framework;
using TaskCard = CosmosKernel.Tasks.TaskCard;

namespace CosmosPaging.Tests.Lab;

/// <summary>What the signpost says of the kernel's structures is believed only as far as the lab knows the same ones.</summary>
internal sealed class GuestLandmarksTests
{
    private const uint Board = 0x5000;
    private const int Places = 4;

    private static Signpost Sign => new()
    {
        Magic = Signpost.MagicValue,
        EntryBytes = sizeof(uint),
        Tasks = Board,
        TaskCount = Places,
        SignpostBytes = (uint)Unsafe.SizeOf<Signpost>(),
        TaskCardBytes = (uint)Unsafe.SizeOf<TaskCard>(),
    };

    [Test]
    public async Task TheCardsAreRead()
    {
        GuestLandmarks landmarks = await GuestLandmarks.ReadAsync(new Memory(Sign), default);
        Assert.That(landmarks.Tasks.Select(task => (task.Name, task.Pid)), Is.EqualTo(new[] { ("one", 1u), ("four", 4u) }));
    }

    [TestCase(72u, 76u, "this kernel's task card has 72 bytes, and the lab knows one of 64: they are not of the same version")]
    [TestCase(64u, 60u, "this kernel's signpost has 60 bytes, and the lab knows one of 76: they are not of the same version")]
    [TestCase(0u, 0u, "this kernel's signpost has 0 bytes, and the lab knows one of 76: they are not of the same version")]
    public void CardsOfAnotherSizeAreNotRead(uint cardBytes, uint signpostBytes, string complaint)
    {
        Signpost sign = Sign;
        sign.TaskCardBytes = cardBytes;
        sign.SignpostBytes = signpostBytes;
        Assert.That(
            async () => await GuestLandmarks.ReadAsync(new Memory(sign), default),
            Throws.TypeOf<InspectionException>().With.Message.EqualTo(complaint));
    }

    [Test]
    public async Task BeforeTheFirstRunThereAreNoCards()
    {
        Signpost sign = Sign;
        sign.Tasks = sign.TaskCount = sign.TaskCardBytes = 0;
        Assert.That((await GuestLandmarks.ReadAsync(new Memory(sign), default)).Tasks, Is.Empty);
    }

    private sealed class Memory(Signpost sign) : IGuestMemory
    {
        public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation)
        {
            Assert.That(linear, Is.EqualTo(Trampoline.Signpost));
            Signpost[] all = [sign];
            return Task.FromResult(MemoryMarshal.AsBytes(all.AsSpan())[..bytes].ToArray());
        }

        public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation)
        {
            List<byte> board = [.. Card(1, "one"), .. Card(0, "gone"), .. Card(0, string.Empty), .. Card(4, "four")];
            return Task.FromResult(board.Take(bytes).ToArray());
        }

        private static unsafe byte[] Card(uint pid, string name)
        {
            TaskCard[] card = [new() { Pid = pid }];
            fixed (byte* to = card[0].Name)
            {
                Encoding.ASCII.GetBytes(name, new Span<byte>(to, TaskCard.NameBytes));
            }

            return MemoryMarshal.AsBytes(card.AsSpan()).ToArray();
        }
    }
}
