using CosmosKernel.Cpu;

namespace CosmosKernel.Faults;

/// <summary>
/// The last faults that the log told of, for whoever looks at the machine: the screen, a debugger. A ring of fixed size, so that a trap can
/// write to it. A task that gets page after page takes one place.
/// </summary>
internal sealed class FaultHistory
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 32;

    // Record n is in place n modulo the capacity. A debugger reads both fields.
    private readonly KeptFault[] records = new KeptFault[Capacity];
    private int written;

    /// <summary>How many there are to look at, up to <see cref="Capacity"/>.</summary>
    public int Count => written < Capacity ? written : Capacity;

    /// <summary>One of them.</summary>
    /// <param name="age">0 is the last one; below <see cref="Count"/>.</param>
    /// <returns>The record, in place: the next fault may change it.</returns>
    public ref readonly KeptFault this[int age] => ref records[(written - 1 - age) & (Capacity - 1)];

    /// <summary>Tells debuggers where the records are. The trampoline must be mapped.</summary>
    public unsafe void Announce()
    {
        var sign = (Signpost*)Trampoline.Signpost;
        fixed (uint* first = &records[0].Fault.Sequence, second = &records[1].Fault.Sequence)
        {
            fixed (int* count = &written)
            {
                sign->FaultsWritten = (uint)count - sign->PageOffset;
                sign->Faults = (uint)first - sign->PageOffset;
                sign->FaultRecordBytes = (uint)((byte*)second - (byte*)first);
            }
        }
    }

    /// <summary>Keeps a fault.</summary>
    /// <param name="fault">The fault, explained and numbered.</param>
    /// <param name="taskName">Whose it is.</param>
    /// <param name="pid">That task's number.</param>
    /// <param name="mapping">Name of the kernel mapping in force.</param>
    public void Add(in Fault fault, string taskName, int pid, string mapping)
    {
        uint times = 1;
        if (written > 0)
        {
            ref KeptFault last = ref records[(written - 1) & (Capacity - 1)];
            if (IsMended(fault.Verdict) && last.Fault.Verdict == fault.Verdict && last.Pid == pid)
            {
                times = last.Times + 1;
                written--;
            }
        }

        ref KeptFault record = ref records[written & (Capacity - 1)];
        record.Fault = fault;
        record.TaskName = taskName;
        record.Pid = pid;
        record.Mapping = mapping;
        record.Times = times;
        written++;
    }

    private static bool IsMended(Verdict verdict) =>
        verdict == Verdict.StackGrown || verdict == Verdict.DemandZero || verdict == Verdict.CopiedOnWrite || verdict == Verdict.LastOwner;
}
