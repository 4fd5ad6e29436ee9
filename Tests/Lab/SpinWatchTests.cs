using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Running;
using CosmosPaging.Lab.Watching;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Which guests are called spinning, and which are left alone however long they take.</summary>
internal sealed class SpinWatchTests
{
    private const uint InterruptsOff = 0x00000002;
    private const uint InterruptsOn = 0x00000202;
    private const uint Virtual8086 = 0x00023002;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly StoppedAt Kernel = new(0xC0101234, 0, 0x3C00000, InterruptsOff, 8, IsHalted: false);
    private static readonly StoppedAt Halted = Kernel with { IsHalted = true };
    private static readonly StoppedAt Program = new(0x40000054, 3, 0x3D00000, InterruptsOn, 0x1B, IsHalted: false);
    private static readonly StoppedAt OldProgram = Program with { Eflags = Virtual8086 | InterruptsOn, Cs = 0x1000 };
    private static readonly StoppedAt Spinning = Program with { Eflags = InterruptsOff };
    private static readonly StoppedAt OldSpinning = Program with { Eflags = Virtual8086, Cs = 0x1000 };
    private static readonly StoppedAt OtherSpinning = Spinning with { Cr3 = 0x3E00000 };

    private static IEnumerable<TestCaseData<StoppedAt[]>> Healthy =>
    [
        new([Kernel]) { TestName = "{m} (the kernel, interrupts off)" },
        new([Halted]) { TestName = "{m} (the kernel, halted)" },
        new([Program]) { TestName = "{m} (a program that computes)" },
        new([OldProgram]) { TestName = "{m} (virtual-8086 mode with interrupts on)" },
        new([Spinning, Program, Program]) { TestName = "{m} (what looked wrong only while it ran)" },
        new([Spinning, Spinning, Program]) { TestName = "{m} (one look that is wrong)" },
        new([Spinning, Spinning, OtherSpinning]) { TestName = "{m} (two looks at two tasks)" },
        new([Spinning, Spinning, Kernel]) { TestName = "{m} (a program that came into the kernel)" },
    ];

    [TestCaseSource(nameof(Healthy))]
    public async Task AHealthyGuestIsLeftAlone(StoppedAt[] states)
    {
        using CancellationTokenSource enough = new(Limit);
        FakeLookout lookout = new(states, afterLooks: 60, enough);

        await Assert.ThatAsync(() => Watch(lookout).RunAsync(enough.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(lookout.Looks, Is.EqualTo(60), "it looked as often as the test wanted");
    }

    [Test]
    public async Task TwoLooksAtTheSameTaskWithInterruptsOffAreAVerdict([Values] bool isVirtual8086)
    {
        using CancellationTokenSource enough = new(Limit);
        StoppedAt spinning = isVirtual8086 ? OldSpinning : Spinning;
        FakeLookout lookout = new([Kernel, Program, spinning, spinning, spinning], afterLooks: 60, enough);

        MachineLook? verdict = await Watch(lookout).RunAsync(enough.Token);

        Assert.That(verdict?.Where, Is.EqualTo(spinning));
        Assert.That(lookout.Looks, Is.EqualTo(5));
    }

    [Test]
    public async Task WhileTheGuestWritesNobodyLooks()
    {
        using CancellationTokenSource enough = new(TimeSpan.FromMilliseconds(200));
        FakeLookout lookout = new([Spinning], afterLooks: 1, enough);

        SpinWatch watch = new(lookout, () => TimeSpan.Zero, Pace);

        await Assert.ThatAsync(() => watch.RunAsync(enough.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(lookout.Looks, Is.Zero);
    }

    [Test]
    public async Task AMachineThatCannotBeLookedAtIsNotJudged()
    {
        using CancellationTokenSource enough = new(Limit);

        Assert.That(await Watch(new FakeLookout([], afterLooks: 1, enough)).RunAsync(enough.Token), Is.Null);
    }

    /// <summary>QEMU, and a kernel that leaves ring 3 to itself with interrupts off.</summary>
    [Test]
    public async Task TheRunEndsAtOnceAndSaysWhere()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.SpinInRing3);
        QemuEmulator emulator = new(tree.SearchPath);

        MachineDefinition definition = new(tree.Tree.KernelImage, "");

        BootResult boot = await Boot.RunAsync(emulator, definition, TimeSpan.FromMinutes(5), CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.Spinning), boot.Breakdown);
        Assert.That(boot.Breakdown, Does.Match(
            "^a program spins in ring 3 at CS:EIP 000b:00100[0-9a-f]{3}, interrupts off: no tick of the clock can end it$"));
        Assert.That(boot.Transcript.Lines.Single().Text, Is.EqualTo("here"));
    }

    private static SpinWatch Watch(ILookout lookout) => new(lookout, () => TimeSpan.FromMinutes(1), Pace);

    /// <summary>Shows one state after the other, and begins again behind the last; ends the test after so many looks.</summary>
    private sealed class FakeLookout(StoppedAt[] states, int afterLooks, CancellationTokenSource enough) : ILookout
    {
        public int Looks { get; private set; }

        public Task<StoppedAt> PeekAsync(CancellationToken cancellation) => Task.FromResult(Next());

        public Task<MachineLook> LookAsync(CancellationToken cancellation) => Task.FromResult(new MachineLook(Next(), Tables: null));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private StoppedAt Next()
        {
            StoppedAt state = states.Length == 0 ? throw new InspectionException("the connection broke") : states[Looks % states.Length];
            if (++Looks == afterLooks)
            {
                enough.Cancel();
            }

            return state;
        }
    }

    /// <summary>An answer that nobody waited for must not be taken for that of a later question.</summary>
    [Test]
    public async Task ALookThatWasGivenUpDoesNotSpoilTheNext()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.Spin);
        await using IMachine machine = new QemuEmulator(Environment.GetEnvironmentVariable("PATH"))
            .Start(new MachineDefinition(tree.Tree.KernelImage, "") { Monitor = true });
        Assert.That(await machine.WaitForLineAsync(line => line.Text == "here", Limit, CancellationToken.None), machine.EmulatorWords);
        await using QemuLookout lookout = new(cancellation => machine.ConnectMonitorAsync(Limit, cancellation), tree.PathOf("memory"));

        for (int i = 0; i < 20; i++)
        {
            using CancellationTokenSource givenUp = new(TimeSpan.FromMicroseconds(200 * i));
            try
            {
                await lookout.LookAsync(givenUp.Token);
            }
            catch (OperationCanceledException)
            {
                // Somewhere between its first question and its last answer.
            }

            MachineLook look = await lookout.LookAsync(CancellationToken.None).WaitAsync(Limit);
            Assert.That(look.Where.PrivilegeLevel, Is.Zero);
        }
    }
}
