using CosmosKernel.Cpu;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>
/// Writes one line for each fault: who, where, what the processor said, the entries, why. The form is a contract: Docs/Abi.md, section 3.
/// </summary>
internal sealed class FaultLog
{
    private const uint ExternalBit = 1;
    private const uint IdtBit = 2;
    private const uint LdtBit = 4;

    private readonly KernelLog log;
    private uint lastSequence;

    /// <summary>Makes the log of faults.</summary>
    /// <param name="log">Where the lines go.</param>
    public FaultLog(KernelLog log) => this.log = log;

    /// <summary>
    /// Numbers faults from 1 again: at the beginning of an experiment, so that its numbers do not depend on those before.
    /// </summary>
    public void RestartNumbers() => lastSequence = 0;

    /// <summary>Numbers a fault and writes its line.</summary>
    /// <param name="fault">The fault; gets its number.</param>
    /// <param name="task">Whose it is.</param>
    /// <param name="mapping">Name of the kernel mapping in force.</param>
    /// <param name="format">The paging format in force.</param>
    /// <param name="delivered">The signal as which it was delivered to the program, or 0.</param>
    public void Write(ref Fault fault, string task, string mapping, PagingFormat format, int delivered)
    {
        fault.Sequence = ++lastSequence;
        log.Text(ExceptionVector.Mnemonic((int)fault.Vector)).Text(" ").Decimal(fault.Sequence, 4)
            .Text(" task=").Text(task).Text(" mapping=").Text(mapping).Text(" paging=").Text(format.Name)
            .Text(" eip=").Hex(fault.Eip);
        if (fault.Vector == ExceptionVector.PageFault)
        {
            log.Text(" cr2=").Hex(fault.Address.Value).Text(" error=").Hex(fault.ErrorCode, 2);
            WritePageFaultBits((PageFaultErrorCode)fault.ErrorCode);
            if (fault.IsUnreportedFetch)
            {
                log.Text(" fetch=eip");
            }

            WriteEntries(fault.Walk);
            WriteObstacles(fault.Walk.Format, fault.Obstacles);
        }
        else if (fault.Vector >= ExceptionVector.Count)
        {
            log.Text(" vector=").Hex(fault.Vector, 2);
        }
        else
        {
            log.Text(" error=").Hex(fault.ErrorCode, 4);
            WriteSelectorBits(fault.Vector, fault.ErrorCode);
        }

        VerdictText text = VerdictText.Of(in fault);
        log.Text(" verdict=").Text(text.Name);
        if (delivered != 0)
        {
            log.Text(" delivered=").Decimal((uint)delivered);
        }

        log.Text(" : ").Text(text.Sentence).EndLine();
    }

    private void WritePageFaultBits(PageFaultErrorCode error)
    {
        log.Text((error & PageFaultErrorCode.User) != 0 ? "[user," : "[supervisor,")
            .Text((error & PageFaultErrorCode.Fetch) != 0 ? "execute," : (error & PageFaultErrorCode.Write) != 0 ? "write," : "read,")
            .Text((error & PageFaultErrorCode.Protection) != 0 ? "protection" : "not-present")
            .Text((error & PageFaultErrorCode.ReservedBit) != 0 ? ",reserved]" : "]");
    }

    private void WriteEntries(in PageWalk walk)
    {
        for (int depth = 0; depth < walk.Depth; depth++)
        {
            log.Text(" ").Text(walk.Format.Level(depth).Name).Text("=").Hex(walk.Entry(depth).Raw, walk.Format.EntryBytes * 2);
        }
    }

    /// <summary>The bit that decides, and those that would refuse as well, from the top level down.</summary>
    private void WriteObstacles(PagingFormat format, AccessObstacles obstacles)
    {
        if (!obstacles.HasDeciding)
        {
            return;
        }

        AccessObstacle deciding = obstacles.Deciding;
        log.Text(" decides=").Text(deciding.Place(format)).Text(".").Text(deciding.Bit);
        int place = 0;
        bool isFirst = true;
        while (obstacles.TryNextOther(ref place, out AccessObstacle other))
        {
            log.Text(isFirst ? " also=" : ",").Text(other.Place(format)).Text(".").Text(other.Bit);
            isFirst = false;
        }
    }

    /// <summary>An error code that names a selector or a gate (SDM vol. 3, 6.13).</summary>
    private void WriteSelectorBits(uint vector, uint error)
    {
        if (error == 0 || !ExceptionVector.PushesErrorCode((int)vector))
        {
            log.Text("[]");
            return;
        }

        log.Text((error & IdtBit) != 0 ? "[gate=" : (error & LdtBit) != 0 ? "[ldt=" : "[gdt=").Hex(error >> 3, 2)
            .Text((error & ExternalBit) != 0 ? ",external]" : "]");
    }
}
