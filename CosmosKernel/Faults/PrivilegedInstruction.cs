namespace CosmosKernel.Faults;

/// <summary>
/// Recognizes the instructions for which the processor answers ring 3 with #GP(0) because of its privilege level: a table of opcodes
/// (SDM vol. 3, 5.9; vol. 2, appendix A), enough to say why, not a disassembler.
/// </summary>
public static class PrivilegedInstruction
{
    private const int NoExtension = -1;

    private static readonly Pattern[] Patterns =
    {
        new(0xF4, 0xFF, NoExtension, Verdict.PrivilegedInstruction), // HLT
        new(0xFA, 0xFE, NoExtension, Verdict.PrivilegedInstruction), // CLI, STI
        new(0x200F, 0xFCFF, NoExtension, Verdict.PrivilegedInstruction), // MOV from and to control and debug registers
        new(0x060F, 0xFFFF, NoExtension, Verdict.PrivilegedInstruction), // CLTS
        new(0x080F, 0xFEFF, NoExtension, Verdict.PrivilegedInstruction), // INVD, WBINVD
        new(0x300F, 0xFDFF, NoExtension, Verdict.PrivilegedInstruction), // WRMSR, RDMSR
        new(0x350F, 0xFFFF, NoExtension, Verdict.PrivilegedInstruction), // SYSEXIT
        new(0x010F, 0xFFFF, 2, Verdict.PrivilegedInstruction), // LGDT
        new(0x010F, 0xFFFF, 3, Verdict.PrivilegedInstruction), // LIDT
        new(0x010F, 0xFFFF, 6, Verdict.PrivilegedInstruction), // LMSW
        new(0x010F, 0xFFFF, 7, Verdict.PrivilegedInstruction), // INVLPG
        new(0x000F, 0xFFFF, 2, Verdict.PrivilegedInstruction), // LLDT
        new(0x000F, 0xFFFF, 3, Verdict.PrivilegedInstruction), // LTR
        new(0xE4, 0xFC, NoExtension, Verdict.PortForbidden), // IN, OUT with a port in the instruction
        new(0xEC, 0xFC, NoExtension, Verdict.PortForbidden), // IN, OUT with the port in DX
        new(0x6C, 0xFC, NoExtension, Verdict.PortForbidden), // INS, OUTS
    };

    /// <summary>Names the reason for a #GP(0).</summary>
    /// <param name="instruction">The first four bytes, the first lowest. Prefixes are passed over.</param>
    /// <returns>The verdict of the matching opcode, else <see cref="Verdict.GeneralProtection"/>.</returns>
    public static Verdict Explain(uint instruction)
    {
        uint opcode = instruction;
        while (IsPrefix((byte)opcode))
        {
            opcode >>= 8;
        }

        for (int i = 0; i < Patterns.Length; i++)
        {
            if (Patterns[i].Matches(opcode))
            {
                return Patterns[i].Verdict;
            }
        }

        return Verdict.GeneralProtection;
    }

    /// <summary>Operand and address size, segments, repetition, lock (SDM vol. 2, 2.1.1).</summary>
    private static bool IsPrefix(byte value) =>
        value == 0x26 || value == 0x2E || value == 0x36 || value == 0x3E || (value >= 0x64 && value <= 0x67) || value == 0xF0 || value == 0xF2 || value == 0xF3;

    private readonly struct Pattern
    {
        private readonly uint value;
        private readonly uint mask;
        private readonly int extension;

        public Pattern(uint value, uint mask, int extension, Verdict verdict)
        {
            this.value = value;
            this.mask = mask;
            this.extension = extension;
            Verdict = verdict;
        }

        public Verdict Verdict { get; }

        /// <summary>A two-byte opcode has its ModRM byte third; bits 3 to 5 of it extend the opcode.</summary>
        public bool Matches(uint opcode) =>
            (opcode & mask) == value && (extension == NoExtension || ((opcode >> 19) & 7) == (uint)extension);
    }
}
