using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Traps;

namespace CosmosKernel.Sweep;

/// <summary>
/// Takes all exceptions while the sweep goes on: notes the one that an access was expected to bring about, and returns to where the access
/// was made. From ring 3 that is behind <see cref="Ring3.Run"/>, from ring 0 behind the instruction, in <see cref="MemoryProbe"/>. An
/// access of ring 3 that succeeds comes back with <c>int3</c>.
/// </summary>
internal sealed unsafe class SweepTraps : TrapDiversion
{
    private readonly Panic panic;
    private readonly uint kernelCr3;
    private readonly uint recovery;
    private SweepAnswer answer;
    private bool isExpecting;

    /// <summary>Makes it.</summary>
    /// <param name="panic">Who handles an exception that nobody expects.</param>
    /// <param name="kernelRoot">The kernel's own tables.</param>
    public SweepTraps(Panic panic, PhysicalAddress kernelRoot)
    {
        this.panic = panic;
        kernelCr3 = kernelRoot.Value;
        recovery = MemoryProbe.Recovery();
    }

    /// <summary>From here on one exception may come.</summary>
    public void Expect()
    {
        answer = new SweepAnswer { Vector = SweepAnswer.NoException };
        isExpecting = true;
    }

    /// <summary>From here on none may.</summary>
    /// <returns>The one that came, if one did.</returns>
    public SweepAnswer Take()
    {
        isExpecting = false;
        return answer;
    }

    /// <inheritdoc/>
    public override void Handle(TrapFrame* frame)
    {
        if (!isExpecting)
        {
            panic.Stop(frame);
        }

        isExpecting = false;
        bool isUser = Selector.PrivilegeLevel(frame->Cs) == 3;
        if (isUser && frame->Vector == ExceptionVector.Breakpoint)
        {
            answer.Value = (byte)frame->Eax;
        }
        else
        {
            answer.Vector = frame->Vector;
            answer.ErrorCode = frame->ErrorCode;
            answer.Address = new LinearAddress(ControlRegisters.ReadCr2());
        }

        // The exit of a trap loads CR3 on the way to ring 3, and that, too, may be what is tried.
        bool inExit = frame->Eip >= Trampoline.Code && frame->Eip < Trampoline.CodeEnd;
        if (!isUser && !inExit)
        {
            frame->Eip = recovery;
            return;
        }

        ControlRegisters.WriteCr3(kernelCr3);
        Ring3.Leave();
    }
}
