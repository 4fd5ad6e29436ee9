using System;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// What never changes after the start has not changed: the IDT, the GDT, the entry code in the trampoline, the image's code and
/// constants, the archive of
/// programs. The page tables forbid such writes; but the window shows the frames of the first three a second time, writable.
/// </summary>
internal sealed unsafe class Checksums : Invariant
{
    /// <summary>The large pieces are read in turns, so much after each experiment; and all of it after the last.</summary>
    private const uint BytesPerTurn = 64 << 10;

    private const uint DescriptorBytes = 8;
    private const uint UnusedGate = 0x70;

    // Of a descriptor's upper doubleword (SDM vol. 3, figure 3-8).
    private const uint CodeOrData = 1 << 12;
    private const uint AccessedBit = 1 << 8;
    private const uint BusyBit = 1 << 9;

    private readonly CheckedMachine machine;
    private readonly byte* interruptTable;
    private readonly byte* globalTable;
    private readonly byte* code;
    private readonly uint interruptTableSum;
    private readonly uint globalTableSum;
    private readonly uint codeSum;

    // Large pieces, cut up so that one is a turn: where each begins, its length and its sum.
    private readonly uint[] starts;
    private readonly uint[] lengths;
    private readonly uint[] sums;
    private uint count;
    private uint next;

    /// <summary>Makes it, and takes the checksums.</summary>
    /// <param name="machine">What it is about.</param>
    /// <param name="kernel">The kernel's own tables, complete.</param>
    /// <param name="archive">The archive of programs; null if there is none.</param>
    /// <param name="archiveBytes">Its length.</param>
    public Checksums(CheckedMachine machine, PageTables kernel, byte* archive, uint archiveBytes)
        : base("checksums", "something was changed that never changes after the start")
    {
        this.machine = machine;
        interruptTable = machine.Memory.Pointer(kernel.Walk(new LinearAddress(Trampoline.InterruptTable)).PageAddress);
        globalTable = machine.Memory.Pointer(kernel.Walk(new LinearAddress(Trampoline.GlobalTable)).Physical);
        code = machine.Memory.Pointer(kernel.Walk(new LinearAddress(Trampoline.Code)).PageAddress);
        interruptTableSum = Sum(interruptTable, Frame.Size);
        globalTableSum = GlobalTableSum();
        codeSum = Sum(code, Frame.Size);

        uint turns = Turns(archiveBytes);
        foreach (ImageSection section in machine.Image)
        {
            turns += section.IsWritable ? 0 : Turns(section.Size);
        }

        starts = new uint[turns];
        lengths = new uint[turns];
        sums = new uint[turns];
        foreach (ImageSection section in machine.Image)
        {
            if (!section.IsWritable)
            {
                Add(machine.Memory.Pointer(machine.Layout.ToPhysical(new LinearAddress(section.Address))), section.Size);
            }
        }

        Add(archive, archiveBytes);
    }

    /// <inheritdoc/>
    public override void VisitMemory(bool readsAll)
    {
        Require(Sum(interruptTable, Frame.Size) == interruptTableSum, Trampoline.InterruptTable);
        Require(GlobalTableSum() == globalTableSum, Trampoline.GlobalTable);
        Require(Sum(code, Frame.Size) == codeSum, Trampoline.Code);
        for (uint turns = readsAll ? count : Math.Min(count, 1); turns > 0; turns--)
        {
            Require(SumOf(next) == sums[next], machine.Layout.ToLinear(new PhysicalAddress(starts[next])).Value);
            next = next + 1 < count ? next + 1 : 0;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A gate that is not present, and of a vector that nobody uses.</remarks>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            interruptTable[UnusedGate * DescriptorBytes] ^= 1;
        }

        return task == null;
    }

    /// <inheritdoc/>
    public override void Repair() => interruptTable[UnusedGate * DescriptorBytes] ^= 1;

    private static uint Turns(uint bytes) => (bytes + BytesPerTurn - 1) / BytesPerTurn;

    /// <summary>Two running sums, of the words and of the first sum: so it counts, too, in which order they come.</summary>
    private static uint Sum(byte* start, uint bytes)
    {
        uint sum = bytes;
        uint sumOfSums = 0;
        var word = (uint*)start;
        for (uint left = bytes / 16; left > 0; left--)
        {
            sum += word[0];
            sumOfSums += sum;
            sum += word[1];
            sumOfSums += sum;
            sum += word[2];
            sumOfSums += sum;
            sum += word[3];
            sumOfSums += sum;
            word += 4;
        }

        for (byte* rest = (byte*)word; rest < start + bytes; rest++)
        {
            sum += *rest;
            sumOfSums += sum;
        }

        return sum ^ (sumOfSums << 1);
    }

    private void Add(byte* start, uint bytes)
    {
        for (uint done = 0; done < bytes; done += BytesPerTurn)
        {
            starts[count] = (uint)(start + done - machine.Memory.Pointer(default));
            lengths[count] = Math.Min(bytes - done, BytesPerTurn);
            sums[count] = SumOf(count);
            count++;
        }
    }

    private uint SumOf(uint piece) => Sum(machine.Memory.Pointer(new PhysicalAddress(starts[piece])), lengths[piece]);

    /// <summary>
    /// Of every descriptor, less what the processor writes there: that a segment was used, that a task-state segment is busy.
    /// </summary>
    private uint GlobalTableSum()
    {
        uint sum = 0;
        for (uint i = 0; i < Selector.Count; i++)
        {
            var descriptor = (uint*)(globalTable + (i * DescriptorBytes));
            uint written = (descriptor[1] & CodeOrData) != 0 ? AccessedBit : BusyBit;
            sum = (((sum << 5) | (sum >> 27)) ^ descriptor[0]) + (descriptor[1] & ~written);
        }

        return sum;
    }

    private void Require(bool isUnchanged, uint address)
    {
        if (!isUnchanged)
        {
            MarkBroken(address);
        }
    }
}
