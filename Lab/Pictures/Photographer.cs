using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Policies;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Pictures;

/// <summary>
/// Takes a picture of all address spaces of a machine. The machine is stopped once, and every space is of that moment; each is then walked twice, by the
/// kernel's own walker over a copy of its tables, and by the emulator's with those tables in force.
/// </summary>
public static class Photographer
{
    /// <summary>The sample program that has a page of everything, and says when it is ready.</summary>
    public const string Model = "address-space";

    /// <summary>The sample program in C# that is alive beside it.</summary>
    public const string Companion = "spin";

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
        List<(string Name, uint Pid, uint Root, IReadOnlyList<Region> Regions, IReadOnlyList<MappedPage> Pages)> ours = [];
        IReadOnlyList<MappedPage> kernel = await tables.WalkAsync(inspector, landmarks.KernelRoot, cancellation).ConfigureAwait(false);
        ours.Add(("the kernel's own tables", 0, landmarks.KernelRoot, landmarks.KernelRegions(), kernel));
        foreach (GuestTaskCard task in landmarks.Tasks)
        {
            IReadOnlyList<MappedPage> pages = await tables.WalkAsync(inspector, task.Root, cancellation).ConfigureAwait(false);
            ours.Add((task.Name, task.Pid, task.Root, landmarks.TaskRegions(task, pages), pages));
        }

        List<SpacePicture> spaces = [];
        foreach ((string name, uint pid, uint root, IReadOnlyList<Region> regions, IReadOnlyList<MappedPage> pages) in ours)
        {
            IReadOnlyList<MappedPage> emulators = await inspector.WalkAsync(landmarks.Format, root, cancellation).ConfigureAwait(false);
            spaces.Add(new SpacePicture(name, pid, root, regions, pages, emulators));
        }

        SpacePicture[] judged = Judge(spaces, cell, landmarks, tables);
        return new MachinePicture(cell, stopped, landmarks.MemoryBytes, judged, landmarks.TasksNotListed);
    }

    private static SpacePicture[] Judge(IReadOnlyList<SpacePicture> spaces, Cell cell, GuestLandmarks landmarks, GuestTables tables)
    {
        KernelGround ground = landmarks.Ground(cell.Variant == KernelWords.Shared, tables.Frames, spaces[0].EmulatorsPages);
        PolicySpace[] seen =
            [.. spaces.Select(space => new PolicySpace(space.Pid == 0, space.EmulatorsPages, tables.UserEntries(space.Root)))];
        return
        [
            .. spaces.Zip(seen, (space, policy) => space with
            {
                Breaches = ProtectionPolicy.Breaches(ground, policy, seen[0]),
                Aliases = policy.IsKernels ? ProtectionPolicy.Aliases(policy) : [],
            }),
        ];
    }
}
