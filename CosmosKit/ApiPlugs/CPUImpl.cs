using Cosmos.Core;
using IL2CPU.API.Attribs;

namespace Cosmos.Kit.Plugs;

/// <summary>The bodies of <see cref="CPU"/>.</summary>
[Plug(Target = typeof(CPU))]
public static class CPUImpl
{
    /// <summary>Gives the end of the kernel's image.</summary>
    /// <returns>A linear address.</returns>
    [PlugMethod(Assembler = typeof(EndOfKernelCode))]
    public static uint GetEndOfKernel() => throw null!;

    /// <summary>Gives the start of the boot stack.</summary>
    /// <returns>A linear address.</returns>
    [PlugMethod(Assembler = typeof(StackStartCode))]
    public static uint GetStackStart() => throw null!;

    /// <summary>Writes zeros.</summary>
    /// <param name="aStartAddress">Where.</param>
    /// <param name="aLength">How many.</param>
    [PlugMethod(Assembler = typeof(ZeroFillCode))]
    public static void ZeroFill(uint aStartAddress, uint aLength) => throw null!;

    /// <summary>Waits for an interrupt.</summary>
    [PlugMethod(Assembler = typeof(HaltCode))]
    public static void Halt() => throw null!;

    /// <summary>Lets the processor take interrupts.</summary>
    [PlugMethod(Assembler = typeof(EnableInterruptsCode))]
    public static void DoEnableInterrupts() => throw null!;

    /// <summary>Keeps the processor from taking interrupts.</summary>
    [PlugMethod(Assembler = typeof(DisableInterruptsCode))]
    public static void DoDisableInterrupts() => throw null!;

    /// <summary>Reads the timestamp counter.</summary>
    /// <returns>Cycles.</returns>
    [PlugMethod(Assembler = typeof(TimestampCode))]
    public static ulong ReadTimestampCounter() => throw null!;

    private sealed class EndOfKernelCode : Code
    {
        public EndOfKernelCode()
            : base("""
                extern kit_image_end
                push kit_image_end
                """)
        {
        }
    }

    private sealed class StackStartCode : Code
    {
        public StackStartCode()
            : base("""
                extern kit_stack_top
                push kit_stack_top
                """)
        {
        }
    }

    private sealed class ZeroFillCode : Code
    {
        public ZeroFillCode()
            : base("""
                extern kit_fill
                mov ecx, [ebp + 12]
                xor edx, edx
                push dword [ebp + 8]
                call kit_fill
                """)
        {
        }
    }

    private sealed class HaltCode : Code
    {
        public HaltCode()
            : base("hlt")
        {
        }
    }

    private sealed class EnableInterruptsCode : Code
    {
        public EnableInterruptsCode()
            : base("sti")
        {
        }
    }

    private sealed class DisableInterruptsCode : Code
    {
        public DisableInterruptsCode()
            : base("cli")
        {
        }
    }

    private sealed class TimestampCode : Code
    {
        public TimestampCode()
            : base("""
                rdtsc
                push edx
                push eax
                """)
        {
        }
    }
}
