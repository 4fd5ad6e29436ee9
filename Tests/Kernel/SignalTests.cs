using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Signals;
using CosmosKernel.Tasks;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// What <c>siginfo</c> says of exceptions that are no page faults. The program <c>compare</c> has the same from Linux where QEMU raises
/// them.
/// </summary>
internal sealed class SignalTests
{
    [TestCase(ExceptionVector.Debug, 0xFFFF4FF0, 2, TestName = "BS of DR6 is TRAP_TRACE")]
    [TestCase(ExceptionVector.Debug, 0xFFFF0FF0, 1, TestName = "INT1 leaves DR6 empty: TRAP_BRKPT")]
    [TestCase(ExceptionVector.SimdError, 0x21u, 7, TestName = "An invalid operation comes before an inexact result: FPE_FLTINV")]
    [TestCase(ExceptionVector.SimdError, 0x24u, 3, TestName = "A division by zero: FPE_FLTDIV")]
    [TestCase(ExceptionVector.X87Error, 0x28u, 4, TestName = "An overflow comes before an inexact result: FPE_FLTOVF")]
    [TestCase(ExceptionVector.X87Error, 0x30u, 5, TestName = "An underflow comes before an inexact result: FPE_FLTUND")]
    [TestCase(ExceptionVector.X87Error, 0x02u, 5, TestName = "A denormal operand: FPE_FLTUND, too")]
    [TestCase(ExceptionVector.X87Error, 0x20u, 6, TestName = "An inexact result: FPE_FLTRES")]
    [TestCase(ExceptionVector.Breakpoint, 0u, 0x80, TestName = "INT3 is the kernel's to tell: SI_KERNEL")]
    [TestCase(ExceptionVector.AlignmentCheck, 0u, 1, TestName = "Misaligned: BUS_ADRALN")]
    public void ACauseHasLinuxsCode(int vector, uint cause, int code) => Assert.That(Signal.CodeOf((uint)vector, cause), Is.EqualTo(code));

    [Test]
    public unsafe void WhatAFaultLeavesEmptyOfAFrameIsTwoBlocks()
    {
        SignalFrame frame;
        uint filled = (uint)((byte*)(&frame.InformationAddress + 1) - (byte*)&frame);
        uint next = (uint)((byte*)&frame.StackBytes - (byte*)&frame);
        Assert.That((SignalFrame.InformationEnd, (uint)sizeof(MemoryBlock)), Is.EqualTo((filled, (next - filled) / 2)));
    }
}
