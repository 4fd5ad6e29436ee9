using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CosmosKernel.Cpu;
using IL2CPU.API;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>
/// The way of every trap into the kernel and out of it: one stub for each vector, one common entry, one exit. All of it runs from a
/// copy in the <see cref="Trampoline"/>, so its jumps are relative and stay inside, and what lies outside is named by absolute address.
/// </summary>
[Plug(Target = typeof(EntryCode))]
public static class EntryCodePlug
{
    /// <summary>The label behind which <see cref="Ring3Plug"/> enters a task: the exit of a trap.</summary>
    internal const string Exit = "CosmosKernelTrapExit";

    /// <summary>The label of the first stub.</summary>
    internal const string First = "CosmosKernelEntryCode";

    private const int XmmRegisters = 8;
    private const int XmmBytes = 16;

    private static int FrameVector => Marshal.OffsetOf<TrapFrame>(nameof(TrapFrame.Vector)).ToInt32();

    private static int FrameErrorCode => Marshal.OffsetOf<TrapFrame>(nameof(TrapFrame.ErrorCode)).ToInt32();

    /// <inheritdoc cref="EntryCode.Start"/>
    [PlugMethod(Assembler = typeof(StartCode))]
    public static uint Start() => throw new PlugMissingException();

    /// <inheritdoc cref="EntryCode.Length"/>
    [PlugMethod(Assembler = typeof(LengthCode))]
    public static uint Length() => throw new PlugMissingException();

    /// <inheritdoc cref="EntryCode.UndefinedEntry"/>
    [PlugMethod(Assembler = typeof(UndefinedEntryCode))]
    public static uint UndefinedEntry() => throw new PlugMissingException();

    /// <inheritdoc cref="EntryCode.DoubleFaultEntry"/>
    [PlugMethod(Assembler = typeof(DoubleFaultEntryCode))]
    public static uint DoubleFaultEntry() => throw new PlugMissingException();

    /// <summary>
    /// The stubs bring all vectors to the same shape: an error code, the processor's or 0, and above it the vector. Each begins at a
    /// multiple of <see cref="Trampoline.StubSize"/>, which is how the IDT finds it.
    /// </summary>
    private static string Stubs()
    {
        var stubs = new StringBuilder();
        for (int vector = 0; vector < Trampoline.HardwareVectors; vector++)
        {
            stubs.AppendLine($"align {Trampoline.StubSize}");
            if (!ExceptionVector.PushesErrorCode(vector))
            {
                stubs.AppendLine("push dword 0");
            }

            bool asksDebugger = vector == ExceptionVector.Debug || vector == ExceptionVector.Breakpoint;
            stubs.AppendLine($"push dword {vector}");
            stubs.AppendLine(asksDebugger ? "jmp CosmosKernelDebugEntry" : "jmp CosmosKernelTrapEntry");
        }

        return stubs.ToString();
    }

    /// <summary>
    /// On the stack are SS, ESP (if the privilege level changed), EFLAGS, CS, EIP, error code, vector. Adds the rest of a
    /// <see cref="TrapFrame"/> and makes the processor fit for C#: segments, direction, tables. EBP points at the frame from here on.
    /// </summary>
    /// <param name="name">Makes the label unique.</param>
    private static string Save(string name) =>
        $"""
        pushad
        push ds
        push es
        mov eax, cr3
        push eax
        mov ebp, esp
        cld
        mov ecx, {Selector.KernelData}
        mov ds, ecx
        mov es, ecx
        ; Which tables? Decided by what CR3 holds, not by where the trap came from: a fault of the IRET below comes from ring 0 and
        ; still has the task's tables.
        mov ecx, [{Variable.EntryCr3}]
        jecxz {name}                            ; 0: the kernel runs on the task's own tree
        cmp eax, ecx
        je {name}
        mov cr3, ecx
        {name}:
        """;

    /// <summary>
    /// Calls C# on the kernel stack for a task. XMM and x87 registers are the task's, and compiled C# uses them: they are saved first, and
    /// their
    /// control registers set, or the kernel would compute with the task's rounding and unmasked exceptions.
    /// </summary>
    /// <param name="handler">A static method that takes the frame.</param>
    private static string CallForTask(string handler) =>
        $"""
        mov esp, [{Variable.KernelStackTop}]
        mov eax, [{Variable.FxArea}]
        fxsave [eax]
        fninit
        ldmxcsr [{Variable.KernelMxcsr}]
        push ebp
        mov ecx, {LabelName.Get(typeof(TrapHandler).GetMethod(handler)!)}
        call ecx                                ; pops its argument
        cli                                     ; an allocation under Cosmos turns interrupts on, and a tick must not come from here on
        mov eax, [{Variable.FxArea}]            ; perhaps another task's by now
        fxrstor [eax]
        """;

    /// <summary>A line for each XMM register.</summary>
    /// <param name="line">The line: {0} is the register's number, {1} its place in memory.</param>
    private static string EachXmm(string line)
    {
        var lines = new StringBuilder();
        for (int register = 0; register < XmmRegisters; register++)
        {
            lines.AppendLine(string.Format(CultureInfo.InvariantCulture, line, register, register * XmmBytes));
        }

        return lines.ToString();
    }

    private sealed class StartCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            jmp CosmosKernelEntryCodeEnd
            align {Trampoline.StubSize}
            {First}:
            {Stubs()}

            ; int 0x80: the last stub, which needs no jump.
            align {Trampoline.StubSize}
            sub esp, 8                              ; vector and error code, which nobody asks for
            {Save("CosmosKernelSystemCallTables")}
            ; Ring 3's frame is at one place and no other. A trap out of virtual-8086 mode, which no task is in by right, pushes four
            ; more doublewords: its frame is not what the handler takes it for.
            cmp esp, {Trampoline.TaskFrame}
            jne CosmosKernelStraySystemCall
            {CallForTask(nameof(TrapHandler.EnterSystemCall))}

            {Exit}:
            ; A task's frame is always at this place. So a trap that found ESP on the entry stack never returns to itself: if it came from
            ; ring 3 its frame is here anyway; if it came from this code its task is over, and the next one's frame is here.
            mov esp, {Trampoline.TaskFrame}
            CosmosKernelTrapReturn:
            pop eax
            mov ecx, cr3
            cmp eax, ecx
            je CosmosKernelTablesKept               ; a load of CR3 empties the TLB: only where it changes something
            mov cr3, eax
            CosmosKernelTablesKept:
            pop es
            pop ds
            popad
            add esp, 8                              ; vector and error code
            iretd

            CosmosKernelStraySystemCall:
            mov dword [esp + {FrameVector}], {Trampoline.SystemCallVector}
            mov dword [esp + {FrameErrorCode}], 0
            jmp CosmosKernelTrapOnEntryStack

            CosmosKernelDebugEntry:
            %ifdef {CosmosDebuggerPlug.Symbol}
            ; Where the kernel itself runs (see below: which stack?), #DB and #BP are the debugger's, which wants the stack as the
            ; processor left it.
            cmp esp, {Trampoline.Base}
            jae CosmosKernelTrapEntry
            add esp, 8
            push dword {CosmosDebuggerPlug.Handler}
            ret
            %endif

            CosmosKernelTrapEntry:
            {Save("CosmosKernelTrapTables")}
            ; Which stack? On the entry stack: a trap from ring 3, or one of this very code. Elsewhere: the kernel's own.
            cmp esp, {Trampoline.Base}
            jb CosmosKernelTrapInKernel
            CosmosKernelTrapOnEntryStack:
            {CallForTask(nameof(TrapHandler.Enter))}
            jmp {Exit}

            CosmosKernelTrapInKernel:
            ; The kernel interrupted itself. Its XMM registers go on its own stack, one by one: FXSAVE leaves them out on a processor
            ; that has it and not them. x87 the handler leaves alone.
            sub esp, {XmmRegisters * XmmBytes}
            {EachXmm("movups [esp + {1}], xmm{0}")}
            push ebp
            mov ecx, {LabelName.Get(typeof(TrapHandler).GetMethod(nameof(TrapHandler.Enter))!)}
            call ecx
            cli
            {EachXmm("movups xmm{0}, [esp + {1}]")}
            mov esp, ebp
            jmp CosmosKernelTrapReturn

            CosmosKernelUndefined:
            ; Which stack? See above. CS would not do: in virtual-8086 mode it says nothing of the privilege level.
            cmp esp, {Trampoline.Base}
            jae {First} + {ExceptionVector.InvalidOpcode * Trampoline.StubSize}
            jmp [{Variable.UndefinedHandler}]

            CosmosKernelEntryCodeEnd:
            mov eax, {First}
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class LengthCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            push dword CosmosKernelEntryCodeEnd - {First}
            xor ecx, ecx
            """);
    }

    private sealed class UndefinedEntryCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, CosmosKernelUndefined
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class DoubleFaultEntryCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            jmp CosmosKernelDoubleFaultEnd
            CosmosKernelDoubleFault:
            clts                                    ; a hardware task switch sets CR0.TS, which forbids XMM registers
            push dword {Trampoline.TaskState}       ; there the processor left the registers of what was running
            mov ecx, {LabelName.Get(typeof(TrapHandler).GetMethod(nameof(TrapHandler.EnterDoubleFault))!)}
            call ecx
            CosmosKernelDoubleFaultStop:
            cli
            hlt
            jmp CosmosKernelDoubleFaultStop
            CosmosKernelDoubleFaultEnd:
            mov eax, CosmosKernelDoubleFault
            push eax
            xor ecx, ecx
            """);
    }
}
