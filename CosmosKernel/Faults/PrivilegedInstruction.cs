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
    /// <param name="instruction">The first four bytes, the first lowest. One operand-size or repeat prefix is passed over.</param>
    /// <returns>The verdict of the matching opcode, else <see cref="Verdict.GeneralProtection"/>.</returns>
    public static Verdict Explain(uint instruction)
    {
        byte first = (byte)instruction;
        uint opcode = first == 0x66 || first == 0xF2 || first == 0xF3 ? instruction >> 8 : instruction;
        for (int i = 0; i < Patterns.Length; i++)
        {
            if (Patterns[i].Matches(opcode))
            {
                return Patterns[i].Verdict;
            }
        }

        return Verdict.GeneralProtection;
    }

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
