using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// The guest's paging structures, copied out of it, with the kernel's own walker run over the copy: the same compiled code that explains
/// faults inside the guest. Only tables are copied; the rest of the guest's memory stays where it is.
/// </summary>
public sealed class GuestTables : IDisposable
{
    private readonly PagingFormat format;
    private readonly HashSet<uint> copied = [];
    private readonly uint memoryBytes;
    private nint copy;

    /// <summary>Makes room for a copy, of which no table is there yet.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="memoryBytes">How much memory the guest's kernel knows of.</param>
    public unsafe GuestTables(PagingFormat format, uint memoryBytes)
    {
        this.format = format;
        this.memoryBytes = memoryBytes;
        copy = (nint)NativeMemory.AllocZeroed(memoryBytes);
    }

    private unsafe PhysicalMemory Memory => new((byte*)copy, memoryBytes);

    /// <summary>Copies a tree out of the guest and walks it.</summary>
    /// <param name="inspector">Reads the guest's memory.</param>
    /// <param name="root">The tree's top structure.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <returns>Every page that the kernel's walker finds, in ascending order.</returns>
    public async Task<IReadOnlyList<MappedPage>> WalkAsync(IInspector inspector, uint root, CancellationToken cancellation)
    {
        await CopyAsync(inspector, root, 0, cancellation).ConfigureAwait(false);
        return Walk(root);
    }

    /// <summary>The frames of all paging structures that were copied.</summary>
    public IReadOnlyCollection<uint> Frames => copied;

    /// <summary>Finds what is open to ring 3 in a tree that was copied, entry by entry.</summary>
    /// <param name="root">The tree's top structure.</param>
    /// <returns>Every entry with U/S=1; those of levels without rights are none.</returns>
    public IReadOnlyList<UserEntry> UserEntries(uint root)
    {
        List<UserEntry> entries = [];
        Collect(root, 0, 0, entries);
        return entries;
    }

    /// <summary>Frees the copy.</summary>
    public unsafe void Dispose()
    {
        NativeMemory.Free((void*)copy);
        copy = 0;
    }

    private async Task CopyAsync(IInspector inspector, uint table, int depth, CancellationToken cancellation)
    {
        if (!Memory.HoldsFrame(new PhysicalAddress(table)) || !copied.Add(table))
        {
            return;
        }

        byte[] bytes = await inspector.ReadPhysicalAsync(table, (int)Frame.Size, cancellation).ConfigureAwait(false);
        foreach (uint below in Place(table, bytes, depth))
        {
            await CopyAsync(inspector, below, depth + 1, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Puts a table into the copy.</summary>
    /// <returns>The tables that it names.</returns>
    private unsafe List<uint> Place(uint table, byte[] bytes, int depth)
    {
        List<uint> named = [];
        bytes.CopyTo(new Span<byte>(Memory.Pointer(new PhysicalAddress(table)), bytes.Length));
        PagingLevel level = format.Level(depth);
        for (uint index = 0; depth + 1 < format.LevelCount && index < level.Entries; index++)
        {
            PageEntry entry = format.Read(Memory, new PhysicalAddress(table), index);
            if (entry.IsPresent && !(level.MayMapLargePage && entry.IsLarge))
            {
                named.Add(entry.Address.Value);
            }
        }

        return named;
    }

    private void Collect(uint table, int depth, uint start, List<UserEntry> entries)
    {
        PagingLevel level = format.Level(depth);
        for (uint index = 0; index < level.Entries; index++)
        {
            PageEntry entry = format.Read(Memory, new PhysicalAddress(table), index);
            uint linear = start + (index * level.Span);
            if (entry.IsPresent && entry.IsUser && level.HasRights)
            {
                entries.Add(new UserEntry(level.Name, linear, linear + (level.Span - 1)));
            }

            bool leadsToTable = entry.IsPresent && depth + 1 < format.LevelCount && !(level.MayMapLargePage && entry.IsLarge);
            if (leadsToTable && copied.Contains(entry.Address.Value))
            {
                Collect(entry.Address.Value, depth + 1, linear, entries);
            }
        }
    }

    private List<MappedPage> Walk(uint root)
    {
        var tables = new PageTables(format, Memory, null!, new PhysicalAddress(root));
        List<MappedPage> pages = [];
        for (ulong linear = 0; linear <= uint.MaxValue;)
        {
            PageWalk walk = tables.Walk(new LinearAddress((uint)linear));
            if (walk.IsMapped)
            {
                pages.Add(new MappedPage(
                    (uint)linear,
                    walk.PageAddress.Value,
                    walk.PageSize,
                    walk.IsUser,
                    (walk.Rights & PageRights.Write) != 0,
                    (walk.Rights & PageRights.Execute) != 0,
                    walk.Last.IsGlobal));
            }

            linear += walk.PageSize;
        }

        return pages;
    }
}
