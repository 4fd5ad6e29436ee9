namespace CosmosKernel.Faults;

/// <summary>
/// Recognizes the instructions for which the processor answers ring 3 with #GP(0) because of its privilege level: a table of opcodes
/// (SDM vol. 3, 5.9; vol. 2, appendix A), enough to say why, not a disassembler.
/// </summary>
internal static class PrivilegedInstruction
{
    private const int NoExtension = -1;

    private static readonly Pattern[] Patterns =
    {
        new(0xF4, 0xFF, NoExtension, InstructionRule.LevelZero), // HLT
        new(0xFA, 0xFE, NoExtension, InstructionRule.IoPrivilegeLevel), // CLI, STI
        new(0x200F, 0xFCFF, NoExtension, InstructionRule.LevelZero), // MOV from and to control and debug registers
        new(0x060F, 0xFFFF, NoExtension, InstructionRule.LevelZero), // CLTS
        new(0x080F, 0xFEFF, NoExtension, InstructionRule.LevelZero), // INVD, WBINVD
        new(0x300F, 0xFDFF, NoExtension, InstructionRule.LevelZero), // WRMSR, RDMSR
        new(0x330F, 0xFFFF, NoExtension, InstructionRule.CounterEnable), // RDPMC
        new(0x350F, 0xFFFF, NoExtension, InstructionRule.LevelZero), // SYSEXIT
        new(0x010F, 0xFFFF, 2, InstructionRule.LevelZero), // LGDT
        new(0x010F, 0xFFFF, 3, InstructionRule.LevelZero), // LIDT
        new(0x010F, 0xFFFF, 6, InstructionRule.LevelZero), // LMSW
        new(0x010F, 0xFFFF, 7, InstructionRule.LevelZero), // INVLPG
        new(0x000F, 0xFFFF, 2, InstructionRule.LevelZero), // LLDT
        new(0x000F, 0xFFFF, 3, InstructionRule.LevelZero), // LTR
        new(0xE4, 0xFC, NoExtension, InstructionRule.PortPermission), // IN, OUT with a port in the instruction
        new(0xEC, 0xFC, NoExtension, InstructionRule.PortPermission), // IN, OUT with the port in DX
        new(0x6C, 0xFC, NoExtension, InstructionRule.PortPermission), // INS, OUTS
    };

    /// <summary>Names the rule behind a #GP(0).</summary>
    /// <param name="code">The instruction. Prefixes are passed over, as many as there are.</param>
    /// <returns>The rule of the matching opcode; none if no opcode matches.</returns>
    public static InstructionRule RuleOf(in InstructionBytes code)
    {
        int at = 0;
        while (at < InstructionBytes.Most && IsPrefix(code[at]))
        {
            at++;
        }

        uint opcode = code[at] | ((uint)code[at + 1] << 8) | ((uint)code[at + 2] << 16);
        for (int i = 0; i < Patterns.Length; i++)
        {
            if (Patterns[i].Matches(opcode))
            {
                return Patterns[i].Rule;
            }
        }

        return InstructionRule.None;
    }

    /// <summary>The verdict on an instruction that ring 3 was refused because of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The verdict.</returns>
    public static Verdict VerdictOf(InstructionRule rule) => rule switch
    {
        InstructionRule.None => Verdict.GeneralProtection,
        InstructionRule.PortPermission => Verdict.PortForbidden,
        _ => Verdict.PrivilegedInstruction,
    };

    /// <summary>Operand and address size, segments, repetition, lock (SDM vol. 2, 2.1.1).</summary>
    private static bool IsPrefix(byte value) =>
        value == 0x26
            || value == 0x2E
            || value == 0x36
            || value == 0x3E
            || (value >= 0x64 && value <= 0x67)
            || value == 0xF0
            || value == 0xF2
            || value == 0xF3;

    private readonly struct Pattern
    {
        private readonly uint value;
        private readonly uint mask;
        private readonly int extension;

        public Pattern(uint value, uint mask, int extension, InstructionRule rule)
        {
            this.value = value;
            this.mask = mask;
            this.extension = extension;
            Rule = rule;
        }

        public InstructionRule Rule { get; }

        /// <summary>A two-byte opcode has its ModRM byte third; bits 3 to 5 of it extend the opcode.</summary>
        public bool Matches(uint opcode) =>
            (opcode & mask) == value && (extension == NoExtension || ((opcode >> 19) & 7) == (uint)extension);
    }
}
