using System;
using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Policies;

/// <summary>
/// What must hold in every address space. That two walkers agree on the tables says nothing of whether the tables are right: these rules
/// do.
/// <list type="number">
/// <item>No path whose entries all have U/S=1 leads to the kernel's memory.</item>
/// <item>No entry that leads to the kernel's memory alone has U/S=1, even if another level closes the path.</item>
/// <item>Where XD exists, no page of the kernel's can be both written and executed at its own address.</item>
/// <item>The trampoline is exactly its four pages, with the same frames in every space; the entry stack cannot be executed.</item>
/// <item>Where a mapping leaves the kernel out of ring 3's tables, these have nothing else of it.</item>
/// </list>
/// </summary>
public static class ProtectionPolicy
{
    // As Trampoline draws it, and written down a second time: whoever changes the one must change the other.
    private static readonly (uint Linear, string Name, bool IsWritable, bool IsExecutable)[] TrampolinePages =
    [
        (Trampoline.Variables, "variables, GDT, TSSs", true, false),
        (Trampoline.InterruptTable, "IDT", false, false),
        (Trampoline.Code, "entry code", false, true),
        (Trampoline.Stack, "entry stack", true, false),
    ];

    /// <summary>Judges a space.</summary>
    /// <param name="ground">What is the kernel's.</param>
    /// <param name="space">The space.</param>
    /// <param name="kernel">The kernel's own space.</param>
    /// <returns>A sentence for each breach, which names the page or the entry; empty if the policy holds.</returns>
    public static IReadOnlyList<string> Breaches(KernelGround ground, PolicySpace space, PolicySpace kernel) =>
    [
        .. OpenPages(ground, space),
        .. OpenEntries(ground, space),
        .. WritableCode(ground, space),
        .. WrongTrampoline(ground, space, kernel),
        .. MoreThanTheTrampoline(space),
    ];

    /// <summary>
    /// Finds where the window, which has all RAM, lets ring 0 write what it cannot at the page's own address. That is so by design: these
    /// are frames like any other.
    /// </summary>
    /// <param name="space">The kernel's own space.</param>
    /// <returns>A sentence for each page.</returns>
    public static IReadOnlyList<string> Aliases(PolicySpace space) =>
    [
        .. from page in space.Pages.Where(page => page.Linear >= Trampoline.Base && !page.IsWritable)
           from alias in space.Pages.Where(alias => alias.IsWritable && alias.Linear < Trampoline.Base && Holds(alias, page.Physical))
           let linear = alias.Linear + (page.Physical - alias.Physical)
           select FormattableString.Invariant($"{page} can be written at {linear:x8}, in the window"),
    ];

    private static bool Holds(MappedPage page, uint physical) => physical >= page.Physical && physical - page.Physical < page.Size;

    private static IEnumerable<string> OpenPages(KernelGround ground, PolicySpace space) =>
        from page in space.Pages.Where(page => page.IsUser)
        let what = ground.WhatOfTheKernel(page, space)
        where what is not null
        select $"{page} is open to ring 3, and is {what}";

    /// <summary>An entry that maps an open page itself is told there.</summary>
    private static IEnumerable<string> OpenEntries(KernelGround ground, PolicySpace space)
    {
        foreach (UserEntry entry in space.UserEntries)
        {
            IReadOnlyList<MappedPage> below = PagesIn(space.Pages, entry);
            bool isToldAlready = below is [{ IsUser: true } page] && page.Linear == entry.Linear && page.Last == entry.Last;
            if (below.Count > 0 && !isToldAlready && below.All(page => ground.WhatOfTheKernel(page, space) is not null))
            {
                yield return $"{entry} has U/S=1, and leads to the kernel's memory alone";
            }
        }
    }

    private static IEnumerable<string> WritableCode(KernelGround ground, PolicySpace space) =>
        from page in space.Pages
        where ground.HasExecuteDisable && !page.IsUser && page.IsWritable && page.IsExecutable
        where page.Linear == 0 || page.Linear != ground.MixedPage
        select $"{page} is the kernel's, and can be both written and executed";

    private static IEnumerable<string> WrongTrampoline(KernelGround ground, PolicySpace space, PolicySpace kernel)
    {
        Dictionary<uint, MappedPage> found = Trampolines(space);
        Dictionary<uint, MappedPage> kernels = Trampolines(kernel);
        foreach ((uint linear, string name, bool isWritable, bool isExecutable) in TrampolinePages)
        {
            if (!found.Remove(linear, out MappedPage page))
            {
                yield return FormattableString.Invariant($"the trampoline has no {name} at {linear:x8}");
                continue;
            }

            if (page.Size != Frame.Size || page.IsWritable != isWritable || (ground.HasExecuteDisable && page.IsExecutable != isExecutable))
            {
                yield return $"{page}, the trampoline's {name}, must be 4K r{(isWritable ? 'w' : '-')}{(isExecutable ? 'x' : '-')}";
            }

            if (kernels.TryGetValue(linear, out MappedPage own) && own.Physical != page.Physical)
            {
                string place = FormattableString.Invariant($"{own.Physical:x8}");
                yield return $"{page}, the trampoline's {name}, is at {place} in the kernel's own tables";
            }
        }

        foreach (MappedPage page in found.Values)
        {
            yield return $"{page} is no page of the trampoline's";
        }
    }

    private static IEnumerable<string> MoreThanTheTrampoline(PolicySpace space) =>
        from page in space.Pages
        where space.Part == KernelPart.Trampoline && !page.IsUser && page.Linear < Trampoline.Base
        select $"{page} is supervisor-only, and of the kernel these tables may have the trampoline alone";

    private static Dictionary<uint, MappedPage> Trampolines(PolicySpace space) =>
        space.Pages.Where(page => page.Last >= Trampoline.Base).ToDictionary(page => page.Linear);

    private static List<MappedPage> PagesIn(IReadOnlyList<MappedPage> pages, UserEntry entry)
    {
        int low = 0;
        for (int high = pages.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = pages[middle].Last < entry.Linear ? (middle + 1, high) : (low, middle);
        }

        List<MappedPage> inside = [];
        for (; low < pages.Count && pages[low].Linear <= entry.Last; low++)
        {
            inside.Add(pages[low]);
        }

        return inside;
    }
}
