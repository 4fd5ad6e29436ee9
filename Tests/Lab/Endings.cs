namespace CosmosPaging.Tests.Lab;

/// <summary>What a fake kernel does after it has said its words: x86 assembly.</summary>
internal static class Endings
{
    public const string AllHeld = "mov al, 16\n mov dx, 0xF4\n out dx, al\n jmp $";
    public const string SomeFailed = "mov al, 17\n mov dx, 0xF4\n out dx, al\n jmp $";
    public const string Panicked = "mov al, 18\n mov dx, 0xF4\n out dx, al\n jmp $";
    public const string SomethingElse = "mov al, 50\n mov dx, 0xF4\n out dx, al\n jmp $";
    /// <summary>Writes "Shutdown" to Bochs' port, byte by byte.</summary>
    public const string BochsShutdown =
        "mov dx, 0x8900\n mov esi, shutdown_word\n mov ecx, 8\n rep outsb\n jmp $\n shutdown_word: db 'Shutdown'";

    public const string Hang = "cli\n hlt\n jmp $";
    public const string Spin = "jmp $";

    /// <summary>Goes on in ring 3, with a GDT of its own and interrupts off, and stays there.</summary>
    public const string SpinInRing3 =
        """
        lgdt [table_register]
            mov esp, 0x90000
            push 0x13
            push 0x90000
            push 2
            push 0x0B
            push in_ring_3
            iret
        in_ring_3: jmp $
        table: dq 0, 0x00CFFA000000FFFF, 0x00CFF2000000FFFF
        table_register: dw 23
            dd table
        """;

    // No interrupt table: the breakpoint cannot be delivered, nor the double fault that follows.
    public const string TripleFault = "lidt [nothing]\n int3\n nothing: times 6 db 0";

    public const string SayItAgain = "jmp start";
}
