using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Memory;

namespace CosmosKernel.Sweep;

/// <summary>
/// Takes all traps while the sweep goes on: notes the one that an access was expected to bring about, and returns to where the access was
/// made. From ring 3 that is behind <see cref="Ring3.Run"/>, from ring 0 behind the instruction, in <see cref="MemoryProbe"/>.
/// </summary>
internal sealed unsafe class SweepTrapHandler : TrapHandler
{
    private readonly Panic panic;
    private readonly uint kernelCr3;
    private readonly uint guardPage;
    private readonly uint recovery;
    private SweepAnswer answer;
    private bool isExpecting;

    /// <summary>Makes the handler.</summary>
    /// <param name="panic">Who handles a trap that nobody expects.</param>
    /// <param name="kernelRoot">The kernel's own tables.</param>
    /// <param name="guardPage">The page under the kernel stack.</param>
    public SweepTrapHandler(Panic panic, PhysicalAddress kernelRoot, LinearAddress guardPage)
    {
        this.panic = panic;
        kernelCr3 = kernelRoot.Value;
        this.guardPage = guardPage.Value;
        recovery = MemoryProbe.Recovery();
    }

    /// <summary>From here on one trap may come.</summary>
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
    protected override void Handle(TrapFrame* frame)
    {
        if (frame->Vector >= ExceptionVector.Count)
        {
            InterruptController.Acknowledge(frame->Vector);
            return;
        }

        if (!isExpecting)
        {
            panic.Stop(frame);
        }

        isExpecting = false;
        answer.Vector = frame->Vector;
        answer.ErrorCode = frame->ErrorCode;
        answer.Address = new LinearAddress(ControlRegisters.ReadCr2());

        // The exit of a trap loads CR3 on the way to ring 3, and that, too, may be what is tried.
        bool inExit = frame->Eip >= Trampoline.Code && frame->Eip < Trampoline.CodeEnd;
        if (inExit || Selector.PrivilegeLevel(frame->Cs) == 3)
        {
            LeaveRing3();
        }
        else
        {
            frame->Eip = recovery;
        }
    }

    /// <inheritdoc/>
    protected override void HandleSystemCall(TrapFrame* frame)
    {
        answer.Value = (byte)frame->Eax;
        LeaveRing3();
    }

    /// <inheritdoc/>
    protected override void HandleDoubleFault(TaskStateSegment* interrupted) => panic.StopAtDoubleFault(interrupted, guardPage);

    private void LeaveRing3()
    {
        ControlRegisters.WriteCr3(kernelCr3);
        Ring3.Leave();
    }
}
