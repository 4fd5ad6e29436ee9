using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Policies;

namespace CosmosPaging.Lab.Pictures;

/// <summary>
/// Takes a picture of all address spaces of a machine. The machine is stopped once, and every space is of that moment; each is then walked
/// twice, by the kernel's own walker over a copy of its tables, and by the emulator's with those tables in force.
/// </summary>
public static class Photographer
{
    /// <summary>The sample program that has a page of everything, and says when it is ready.</summary>
    public const string Model = "address-space";

    /// <summary>The sample program in C# that is alive beside it.</summary>
    public const string Companion = "spin";

    /// <summary>What the name of a space ends with that is a task's second tree.</summary>
    public const string SecondTree = " (the kernel's view)";

    private const string Ready = "ready";

    /// <summary>Takes the picture.</summary>
    /// <param name="machine">A machine that was started to be inspected, with both sample programs among those from outside.</param>
    /// <param name="cell">What it is.</param>
    /// <param name="limit">How long the guest may take to get ready.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The picture; none if the guest never got ready.</returns>
    /// <exception cref="InspectionException">The emulator or the guest's memory did not show what is needed.</exception>
    public static async Task<MachinePicture?> TakeAsync(IMachine machine, Cell cell, TimeSpan limit, CancellationToken cancellation)
    {
        IInspector inspector = machine.Inspect();
        await using (inspector.ConfigureAwait(false))
        {
            return await inspector.StopAfterAsync(IsReady, limit, cancellation).ConfigureAwait(false)
                ? await TakeAsync(inspector, cell, cancellation).ConfigureAwait(false)
                : null;
        }
    }

    private static bool IsReady(ConsoleLine line) => line is ProgramLine { Name: Model, Text: Ready };

    private static async Task<MachinePicture> TakeAsync(IInspector inspector, Cell cell, CancellationToken cancellation)
    {
        StoppedAt stopped = await inspector.WhereAsync(cancellation).ConfigureAwait(false);
        GuestLandmarks landmarks = await GuestLandmarks.ReadAsync(inspector, cancellation).ConfigureAwait(false);
        using GuestTables tables = new(landmarks.Format, landmarks.MemoryBytes);

        // First everything that is only read; then the emulator's walks, which change CR3.
        KernelPart inRing3 = MappingTable.Find(cell.Variant)?.WhileRing3Runs
            ?? throw new InspectionException($"no mapping is named {cell.Variant}");
        List<OwnWalk> ours = [];
        IReadOnlyList<MappedPage> kernel = await tables.WalkAsync(inspector, landmarks.KernelRoot, cancellation).ConfigureAwait(false);
        ours.Add(new("the kernel's own tables", 0, landmarks.KernelRoot, KernelPart.All, landmarks.KernelRegions(), kernel));
        foreach (GuestTaskCard task in landmarks.Tasks)
        {
            ours.Add(await WalkAsync(task.Name, task.Root, inRing3, task).ConfigureAwait(false));
            if (task.KernelRoot != task.Root && task.KernelRoot != landmarks.KernelRoot)
            {
                ours.Add(await WalkAsync(task.Name + SecondTree, task.KernelRoot, KernelPart.All, task).ConfigureAwait(false));
            }
        }

        List<SpacePicture> spaces = [];
        foreach (OwnWalk walk in ours)
        {
            IReadOnlyList<MappedPage> emulators =
                await inspector.WalkAsync(landmarks.Format, walk.Root, cancellation).ConfigureAwait(false);
            spaces.Add(new SpacePicture(walk.Name, walk.Pid, walk.Root, walk.Part, walk.Regions, walk.Pages, emulators));
        }

        SpacePicture[] judged = Judge(spaces, landmarks, tables);
        return new MachinePicture(cell, stopped, landmarks.MemoryBytes, judged, landmarks.TasksNotListed);

        async Task<OwnWalk> WalkAsync(string name, uint root, KernelPart part, GuestTaskCard task)
        {
            IReadOnlyList<MappedPage> pages = await tables.WalkAsync(inspector, root, cancellation).ConfigureAwait(false);
            return new OwnWalk(name, task.Pid, root, part, landmarks.TaskRegions(task, pages), pages);
        }
    }

    private static SpacePicture[] Judge(IReadOnlyList<SpacePicture> spaces, GuestLandmarks landmarks, GuestTables tables)
    {
        KernelGround ground = landmarks.Ground(tables.Frames, spaces[0].EmulatorsPages);
        PolicySpace[] seen =
            [.. spaces.Select(space => new PolicySpace(space.Pid == 0, space.Part, space.EmulatorsPages, tables.UserEntries(space.Root)))];
        return
        [
            .. spaces.Zip(seen, (space, policy) => space with
            {
                Breaches = ProtectionPolicy.Breaches(ground, policy, seen[0]),
                Aliases = policy.IsKernels ? ProtectionPolicy.Aliases(policy) : [],
            }),
        ];
    }

    /// <summary>A space as the kernel's own walker sees it.</summary>
    private sealed record OwnWalk(
        string Name, uint Pid, uint Root, KernelPart Part, IReadOnlyList<Region> Regions, IReadOnlyList<MappedPage> Pages);
}
