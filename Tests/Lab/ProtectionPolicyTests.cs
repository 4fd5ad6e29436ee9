using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Policies;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Tables in which one thing is wrong: the rule that forbids it says so, and no other does.</summary>
internal sealed class ProtectionPolicyTests
{
    private const uint FirstFrame = 0x400000;
    private const uint TableFrame = 0x500000;

    private static readonly LinearRange Window = new(0xC0000000, Trampoline.Base - 1);
    private static readonly KernelGround Ground = new(
        HasExecuteDisable: true,
        Window,
        FirstFrame,
        new Dictionary<uint, string> { [TableFrame] = "a paging structure" });

    private static readonly MappedPage Text = Kernel(0xC0100000, 0x100000, isWritable: false, isExecutable: true);
    private static readonly MappedPage Data = Kernel(0xC0101000, 0x101000, isWritable: true, isExecutable: false);
    private static readonly MappedPage Ram = Kernel(0xC0800000, 0x800000, isWritable: true, isExecutable: false) with { Size = 4 << 20 };
    private static readonly MappedPage Program = OfATask(0x40000000, 0x600000, isWritable: false);
    private static readonly MappedPage Stack = OfATask(0xBFFFF000, 0x601000, isWritable: true);

    private static readonly MappedPage[] Trampolines =
    [
        Kernel(Trampoline.Variables, 0x801000, isWritable: true, isExecutable: false),
        Kernel(Trampoline.InterruptTable, 0x802000, isWritable: false, isExecutable: false),
        Kernel(Trampoline.Code, 0x803000, isWritable: false, isExecutable: true),
        Kernel(Trampoline.Stack, 0x804000, isWritable: true, isExecutable: false),
    ];

    private static readonly PolicySpace KernelsSpace = new(IsKernels: true, KernelPart.All, [Text, Data, Ram, .. Trampolines], []);
    private static readonly PolicySpace SharedTask = Task(KernelPart.All, [Program, Stack, Text, Data, Ram, .. Trampolines]);
    private static readonly PolicySpace SplitTask = Task(KernelPart.Trampoline, [Program, Stack, .. Trampolines]);

    [Test]
    public void WhatTheKernelBuildsHolds()
    {
        Assert.That(Breaches(KernelsSpace), Is.Empty);
        Assert.That(Breaches(SharedTask), Is.Empty);
        Assert.That(Breaches(SplitTask), Is.Empty);
    }

    [Test]
    public void WithoutExecuteDisableEveryPageIsExecutableAndHolds()
    {
        KernelGround ground = Ground with { HasExecuteDisable = false };
        PolicySpace kernel = KernelsSpace with { Pages = [.. KernelsSpace.Pages.Select(page => page with { IsExecutable = true })] };

        Assert.That(ProtectionPolicy.Breaches(ground, kernel, kernel), Is.Empty);
    }

    [Test]
    public void APageOfTheWindowThatIsOpenIsNamed()
    {
        UserEntry[] entries = [User("pde", 0xC0000000, 0xC03FFFFF), User("pte", Data.Linear, Data.Last)];
        PolicySpace task = With(SharedTask, Data with { IsUser = true }, entries);

        Assert.That(Breaches(task), Is.EqualTo(new[]
        {
            "c0101000 -> 00101000 4K U rw- - is open to ring 3, and is in the kernel's window",
            "the pde of c0000000-c03fffff has U/S=1, and leads to the kernel's memory alone",
        }));
    }

    [TestCase(0x101000u, "memory that the kernel never gives out")]
    [TestCase(TableFrame, "a paging structure")]
    public void AFrameOfTheKernelsAtATasksAddressIsNamed(uint physical, string what)
    {
        PolicySpace task = With(SplitTask, Program with { Physical = physical });

        Assert.That(Breaches(task).Single(), Does.StartWith("40000000 -> ").And.EndsWith(" is open to ring 3, and is " + what));
    }

    [Test]
    public void APageOfTheTrampolinesThatIsOpenIsNamed()
    {
        PolicySpace task = With(SplitTask, Trampolines[0] with { IsUser = true });

        Assert.That(
            Breaches(task).Single(),
            Is.EqualTo("ffc00000 -> 00801000 4K U rw- - is open to ring 3, and is the trampoline's"));
    }

    [TestCase("pde", 0xC0000000u, 0xC03FFFFFu)]
    [TestCase("pte", 0xC0101000u, 0xC0101FFFu)]
    [TestCase("pde", 0xC0800000u, 0xC0BFFFFFu)]
    public void AnEntryThatAnotherLevelClosesIsNamedAllTheSame(string level, uint first, uint last)
    {
        string breach = Breaches(With(SharedTask, User(level, first, last))).Single();

        Assert.That(breach, Is.EqualTo($"the {level} of {first:x8}-{last:x8} has U/S=1, and leads to the kernel's memory alone"));
    }

    [Test]
    public void AnEntryThatLeadsToATasksPageTooOrNowhereIsNone()
    {
        UserEntry[] entries =
            [User("pde", 0xBFC00000, 0xBFFFFFFF), User("pde", 0x40000000, 0x403FFFFF), User("pde", 0x80000000, 0x803FFFFF)];
        PolicySpace task = With(SharedTask, entries);

        Assert.That(Breaches(task), Is.Empty);
    }

    [Test]
    public void ACodePageThatCanBeWrittenIsNamed()
    {
        PolicySpace kernel = With(KernelsSpace, Text with { IsWritable = true });

        Assert.That(
            Breaches(kernel).Single(),
            Is.EqualTo("c0100000 -> 00100000 4K S rwx - is the kernel's, and can be both written and executed"));

        // The one page where code and data of Cosmos' image meet is excepted by its address.
        Assert.That(Breaches(Ground with { MixedPage = Text.Linear }, kernel), Is.Empty);
        Assert.That(Breaches(Ground with { MixedPage = Data.Linear }, kernel), Has.Count.EqualTo(1));
    }

    [Test]
    public void ATaskThatWritesWhatItExecutesIsItsOwnBusiness() =>
        Assert.That(Breaches(With(SplitTask, Program with { IsWritable = true })), Is.Empty);

    [Test]
    public void AnEntryStackThatCanBeExecutedIsNamed()
    {
        IReadOnlyList<string> breaches = Breaches(With(SplitTask, Trampolines[3] with { IsExecutable = true }));

        Assert.That(breaches, Has.One.EqualTo("ffc04000 -> 00804000 4K S rwx -, the trampoline's entry stack, must be 4K rw-"));
    }

    [TestCase(0, "must be 4K rw-")]
    [TestCase(1, "must be 4K r--")]
    [TestCase(2, "must be 4K r-x")]
    [TestCase(3, "must be 4K rw-")]
    public void EachPageOfTheTrampolineHasItsRights(int index, string rights)
    {
        MappedPage page = Trampolines[index];

        Assert.That(Breaches(With(SplitTask, page with { IsWritable = !page.IsWritable })), Has.One.EndsWith(rights));
    }

    [Test]
    public void TheTrampolineIsExactlyItsPages([Range(0, 3)] int index)
    {
        PolicySpace without = SplitTask with { Pages = [.. SplitTask.Pages.Where(page => page.Linear != Trampolines[index].Linear)] };
        PolicySpace elsewhere = With(SplitTask, Trampolines[index] with { Physical = 0x805000 });

        Assert.That(Breaches(without).Single(), Does.StartWith("the trampoline has no "));
        Assert.That(Breaches(elsewhere).Single(), Does.EndWith("in the kernel's own tables"));
    }

    [Test]
    public void APageTooManyInTheTrampolineIsNamed()
    {
        MappedPage page = Kernel(Trampoline.CodeEnd, 0x805000, isWritable: true, isExecutable: false);

        Assert.That(Breaches(With(SplitTask, page)).Single(), Does.EndWith(" is no page of the trampoline's"));
    }

    [Test]
    public void UnderTheSplitNothingElseOfTheKernelIsThere() => Assert.That(
        Breaches(With(SplitTask, Data)).Single(), Does.StartWith("c0101000 -> 00101000 4K S rw- - is supervisor-only"));

    [Test]
    public void WhatTheWindowLetsBeWrittenIsListedApart() => Assert.That(ProtectionPolicy.Aliases(KernelsSpace), Is.EqualTo(new[]
    {
        "ffc01000 -> 00802000 4K S r-- - can be written at c0802000, in the window",
        "ffc02000 -> 00803000 4K S r-x - can be written at c0803000, in the window",
    }));

    private static MappedPage Kernel(uint linear, uint physical, bool isWritable, bool isExecutable) =>
        new(linear, physical, Frame.Size, IsUser: false, isWritable, isExecutable, IsGlobal: false);

    private static MappedPage OfATask(uint linear, uint physical, bool isWritable) =>
        new(linear, physical, Frame.Size, IsUser: true, isWritable, IsExecutable: true, IsGlobal: false);

    private static UserEntry User(string level, uint first, uint last) => new(level, first, last);

    private static PolicySpace Task(KernelPart part, MappedPage[] pages) => new(
        IsKernels: false, part, pages, [.. pages.Where(page => page.IsUser).Select(page => User("pte", page.Linear, page.Last))]);

    private static PolicySpace With(PolicySpace space, MappedPage page, params UserEntry[] entries) => With(space, entries) with
    {
        Pages = [.. space.Pages.Where(other => other.Linear != page.Linear).Append(page).OrderBy(other => other.Linear)],
    };

    private static PolicySpace With(PolicySpace space, params UserEntry[] entries) =>
        space with { UserEntries = [.. space.UserEntries, .. entries] };

    private static IReadOnlyList<string> Breaches(PolicySpace space) => Breaches(Ground, space);

    private static IReadOnlyList<string> Breaches(KernelGround ground, PolicySpace space) =>
        ProtectionPolicy.Breaches(ground, space, KernelsSpace);
}
