/* instructions: what needs CPL 0, what does I/O, what the processor lacks, and odd ones: each by its bytes. It must end as the SDM (vol. 2, the
   instruction's own page) says, at its own address, and change nothing; and what ring 3 can see of the system is afterwards what it was before. */
#include "hostile.h"

/* What each may come to. Two letters where the SDM leaves it open which of two checks comes first. */
enum { GOES_ON = 1, BY_GP = 2, BY_UD = 4, BY_DB = 8, BY_BP = 16, BY_OF = 32, BY_BR = 64, BY_PF = 128, BY_NP = 256 };
enum { PRIVILEGED = BY_GP, UNDEFINED = BY_UD };

static u32 memory[16] __attribute__((aligned(16)));

/* EBX holds the address of 64 bytes, the other registers are 0. With a * at the end what it changes is not looked at. */
static const struct {
    const char *name;
    u32 allowed;
    u8 count;
    u8 bytes[15];
} instructions[] = {
    /* Control and debug registers, and what goes with them. */
    {"mov eax, cr0", PRIVILEGED, 3, {0x0f, 0x20, 0xc0}},
    {"mov eax, cr2", PRIVILEGED, 3, {0x0f, 0x20, 0xd0}},
    {"mov eax, cr3", PRIVILEGED, 3, {0x0f, 0x20, 0xd8}},
    {"mov eax, cr4", PRIVILEGED, 3, {0x0f, 0x20, 0xe0}},
    {"mov eax, cr1", BY_GP | BY_UD, 3, {0x0f, 0x20, 0xc8}},
    {"mov eax, cr5", BY_GP | BY_UD, 3, {0x0f, 0x20, 0xe8}},
    {"mov eax, cr7", BY_GP | BY_UD, 3, {0x0f, 0x20, 0xf8}},
    {"mov cr0, eax", PRIVILEGED, 3, {0x0f, 0x22, 0xc0}},
    {"mov cr2, eax", PRIVILEGED, 3, {0x0f, 0x22, 0xd0}},
    {"mov cr3, eax", PRIVILEGED, 3, {0x0f, 0x22, 0xd8}},
    {"mov cr4, eax", PRIVILEGED, 3, {0x0f, 0x22, 0xe0}},
    {"mov cr6, eax", BY_GP | BY_UD, 3, {0x0f, 0x22, 0xf0}},
    {"mov cr0, eax by memory form", PRIVILEGED, 3, {0x0f, 0x22, 0x00}}, /* the mod field is not looked at */
    {"lock mov eax, cr0", BY_GP | BY_UD, 4, {0xf0, 0x0f, 0x20, 0xc0}},
    {"o16 mov cr3, eax", PRIVILEGED, 4, {0x66, 0x0f, 0x22, 0xd8}},
    {"rep mov cr3, eax", PRIVILEGED, 4, {0xf3, 0x0f, 0x22, 0xd8}},
    {"mov eax, dr0", PRIVILEGED, 3, {0x0f, 0x21, 0xc0}},
    {"mov eax, dr4", BY_GP | BY_UD, 3, {0x0f, 0x21, 0xe0}},
    {"mov eax, dr6", PRIVILEGED, 3, {0x0f, 0x21, 0xf0}},
    {"mov eax, dr7", PRIVILEGED, 3, {0x0f, 0x21, 0xf8}},
    {"mov dr0, eax", PRIVILEGED, 3, {0x0f, 0x23, 0xc0}},
    {"mov dr5, eax", BY_GP | BY_UD, 3, {0x0f, 0x23, 0xe8}},
    {"mov dr7, eax", PRIVILEGED, 3, {0x0f, 0x23, 0xf8}},
    {"clts", PRIVILEGED, 2, {0x0f, 0x06}},
    {"lmsw ax", PRIVILEGED, 3, {0x0f, 0x01, 0xf0}},
    {"lmsw [ebx]", PRIVILEGED, 3, {0x0f, 0x01, 0x33}},
    {"invlpg [ebx]", PRIVILEGED, 3, {0x0f, 0x01, 0x3b}},
    {"invd", PRIVILEGED, 2, {0x0f, 0x08}},
    {"wbinvd", PRIVILEGED, 2, {0x0f, 0x09}},
    {"hlt", PRIVILEGED, 1, {0xf4}},
    {"o16 hlt", PRIVILEGED, 2, {0x66, 0xf4}},
    {"rep hlt", PRIVILEGED, 2, {0xf3, 0xf4}},
    {"lock hlt", UNDEFINED, 2, {0xf0, 0xf4}},

    /* Tables. */
    {"lgdt [ebx]", PRIVILEGED, 3, {0x0f, 0x01, 0x13}},
    {"lidt [ebx]", PRIVILEGED, 3, {0x0f, 0x01, 0x1b}},
    {"lgdt eax", UNDEFINED, 3, {0x0f, 0x01, 0xd7}},
    {"lldt ax", PRIVILEGED, 3, {0x0f, 0x00, 0xd0}},
    {"ltr ax", PRIVILEGED, 3, {0x0f, 0x00, 0xd8}},
    {"sgdt [ebx]*", GOES_ON, 3, {0x0f, 0x01, 0x03}},
    {"sidt [ebx]*", GOES_ON, 3, {0x0f, 0x01, 0x0b}},
    {"sldt [ebx]*", GOES_ON, 3, {0x0f, 0x00, 0x03}},
    {"str [ebx]*", GOES_ON, 3, {0x0f, 0x00, 0x0b}},
    {"smsw [ebx]*", GOES_ON, 3, {0x0f, 0x01, 0x23}},
    {"sgdt eax", UNDEFINED, 3, {0x0f, 0x01, 0xc7}},
    {"0f 00 /6", UNDEFINED, 3, {0x0f, 0x00, 0xf0}},
    {"0f 00 /7", UNDEFINED, 3, {0x0f, 0x00, 0xf8}},
    {"0f 01 /5", UNDEFINED, 3, {0x0f, 0x01, 0x2b}},

    /* Model-specific registers and fast calls. */
    {"rdmsr", PRIVILEGED, 2, {0x0f, 0x32}},
    {"wrmsr", PRIVILEGED, 2, {0x0f, 0x30}},
    {"rdpmc", PRIVILEGED, 2, {0x0f, 0x33}},
    {"sysenter", PRIVILEGED, 2, {0x0f, 0x34}}, /* its CS register is 0 */
    {"sysexit", PRIVILEGED, 2, {0x0f, 0x35}},
    {"syscall", UNDEFINED, 2, {0x0f, 0x05}},
    {"sysret", BY_GP | BY_UD, 2, {0x0f, 0x07}},
    {"rsm", UNDEFINED, 2, {0x0f, 0xaa}},
    {"rdtsc*", GOES_ON, 2, {0x0f, 0x31}},
    {"cpuid*", GOES_ON, 2, {0x0f, 0xa2}},
    {"monitor", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xc8}},
    {"mwait", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xc9}},
    {"xgetbv", UNDEFINED, 3, {0x0f, 0x01, 0xd0}},
    {"xsetbv", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xd1}},
    {"xsave [ebx]", UNDEFINED, 3, {0x0f, 0xae, 0x23}},
    {"xrstor [ebx]", UNDEFINED, 3, {0x0f, 0xae, 0x2b}},
    {"getsec", BY_GP | BY_UD, 2, {0x0f, 0x37}},
    {"swapgs", UNDEFINED, 3, {0x0f, 0x01, 0xf8}},
    {"rdtscp", UNDEFINED, 3, {0x0f, 0x01, 0xf9}},
    {"rdrand eax", UNDEFINED, 3, {0x0f, 0xc7, 0xf0}},

    /* Virtual machines. */
    {"vmcall", UNDEFINED, 3, {0x0f, 0x01, 0xc1}},
    {"vmlaunch", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xc2}},
    {"vmresume", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xc3}},
    {"vmxoff", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xc4}},
    {"vmrun", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xd8}},
    {"vmmcall", UNDEFINED, 3, {0x0f, 0x01, 0xd9}},
    {"stgi", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xdc}},
    {"clgi", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xdd}},
    {"skinit", BY_GP | BY_UD, 3, {0x0f, 0x01, 0xde}},
    {"vmread", BY_GP | BY_UD, 3, {0x0f, 0x78, 0xc0}},
    {"vmwrite", BY_GP | BY_UD, 3, {0x0f, 0x79, 0xc0}},
    {"vmptrld [ebx]", BY_GP | BY_UD, 3, {0x0f, 0xc7, 0x33}},
    {"vmxon [ebx]", BY_GP | BY_UD, 4, {0xf3, 0x0f, 0xc7, 0x33}},
    {"invept eax, [ebx]", BY_GP | BY_UD, 5, {0x66, 0x0f, 0x38, 0x80, 0x03}},

    /* Interrupts and flags. IOPL is 0, so POPF leaves IF and IOPL as they are, and CLI and STI are refused. */
    {"cli", PRIVILEGED, 1, {0xfa}},
    {"sti", PRIVILEGED, 1, {0xfb}},
    {"popf: all but TF and VM", GOES_ON, 6, {0x68, 0x00, 0x3e, 0xfb, 0xff, 0x9d}},
    {"popfw: IOPL", GOES_ON, 5, {0x66, 0x68, 0x02, 0x30, 0x90}},
    {"int3", BY_BP, 1, {0xcc}},
    {"into, OF=0", GOES_ON, 1, {0xce}},
    {"into, OF=1", BY_OF, 7, {0x68, 0x02, 0x0a, 0x00, 0x00, 0x9d, 0xce}},
    {"int1", BY_DB, 1, {0xf1}},
    {"bound eax, [ebx]: 0 in 0 to 0", GOES_ON, 2, {0x62, 0x03}},
    {"bound ebx, [ebx]: far out", BY_BR, 2, {0x62, 0x1b}},
    {"bound eax, eax", UNDEFINED, 2, {0x62, 0xc0}},

    /* Code that is none, and prefixes that do not belong. */
    {"ud0", UNDEFINED, 3, {0x0f, 0xff, 0xc0}},
    {"ud1", UNDEFINED, 3, {0x0f, 0xb9, 0xc0}},
    {"ud2", UNDEFINED, 2, {0x0f, 0x0b}},
    {"0f 04", UNDEFINED, 2, {0x0f, 0x04}},
    {"0f 0a", UNDEFINED, 2, {0x0f, 0x0a}},
    {"0f a6", UNDEFINED, 2, {0x0f, 0xa6}},
    {"lock nop", UNDEFINED, 2, {0xf0, 0x90}},
    {"lock add eax, eax", UNDEFINED, 3, {0xf0, 0x01, 0xc0}},
    {"lock mov [ebx], eax", UNDEFINED, 3, {0xf0, 0x89, 0x03}},
    {"lock cmpxchg8b eax", UNDEFINED, 4, {0xf0, 0x0f, 0xc7, 0xc8}}, /* what hung the Pentium in 1997 */
    {"cmpxchg8b eax", UNDEFINED, 3, {0x0f, 0xc7, 0xc8}},
    {"les eax, eax", UNDEFINED, 2, {0xc4, 0xc0}},
    {"lds eax, eax", UNDEFINED, 2, {0xc5, 0xc0}},
    {"lss eax, eax", UNDEFINED, 3, {0x0f, 0xb2, 0xc0}},
    {"lea eax, eax", UNDEFINED, 2, {0x8d, 0xc0}},
    {"mov cs, ax", UNDEFINED, 2, {0x8e, 0xc8}},
    {"mov sreg 6, ax", UNDEFINED, 2, {0x8e, 0xf0}},
    {"mov sreg 7, ax", UNDEFINED, 2, {0x8e, 0xf8}},
    {"mov ax, sreg 6", UNDEFINED, 2, {0x8c, 0xf0}},
    {"fe /7", UNDEFINED, 2, {0xfe, 0xf8}},
    {"ff /7", UNDEFINED, 2, {0xff, 0xf8}},
    {"call far eax", UNDEFINED, 2, {0xff, 0xd8}},
    {"jmp far eax", UNDEFINED, 2, {0xff, 0xe8}},
    {"8f /1*", UNDEFINED, 2, {0x8f, 0xcb}},
    {"c6 /1", UNDEFINED, 3, {0xc6, 0x0b, 0x00}},
    {"15 bytes", GOES_ON, 15, {0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x90}},
    {"16 bytes", BY_GP, 15, {0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66}}, /* the next is a JMP */

    /* To other segments, and with memory that is not the program's. */
    {"call far [ebx], a null selector", BY_GP, 2, {0xff, 0x1b}},
    {"jmp far [ebx], a null selector", BY_GP, 2, {0xff, 0x2b}},
    {"mov es, [ebx] of the kernel", BY_GP, 5, {0x6a, 0x10, 0x07, 0x90, 0x90}}, /* PUSH 10h, POP ES */
    {"mov ds, 0; mov eax, [eax]", BY_GP, 4, {0x8e, 0xd8, 0x8b, 0x00}},
    {"mov eax, [trampoline]", BY_PF, 5, {0xa1, 0x00, 0x00, 0xc0, 0xff}},
    {"inc dword [GDT]", BY_PF, 6, {0xff, 0x05, 0x20, 0x01, 0xc0, 0xff}},
    {"sgdt [GDT]", BY_PF, 7, {0x0f, 0x01, 0x05, 0x00, 0x01, 0xc0, 0xff}},
    {"lock bts [IDT], eax", BY_PF, 8, {0xf0, 0x0f, 0xab, 0x05, 0x00, 0x10, 0xc0, 0xff}},
    {"fxsave [IDT]", BY_PF, 7, {0x0f, 0xae, 0x05, 0x00, 0x10, 0xc0, 0xff}},
    {"cmpxchg8b [GDT]", BY_PF, 7, {0x0f, 0xc7, 0x0d, 0x20, 0x01, 0xc0, 0xff}},
    {"clflush [trampoline]", BY_PF, 7, {0x0f, 0xae, 0x3d, 0x00, 0x00, 0xc0, 0xff}},
    {"prefetch [trampoline]", GOES_ON, 7, {0x0f, 0x18, 0x05, 0x00, 0x00, 0xc0, 0xff}},
    {"enter 8, 1*", GOES_ON, 4, {0xc8, 0x08, 0x00, 0x01}},
    {"in al, 64h", PRIVILEGED, 2, {0xe4, 0x64}},
    {"out 64h, al", PRIVILEGED, 2, {0xe6, 0x64}},
    {"rep outsb", PRIVILEGED, 4, {0x41, 0xf3, 0x6e, 0x90}},
    {"ldmxcsr with reserved bits", BY_GP, 12, {0xc7, 0x43, 0x20, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xae, 0x53, 0x20, 0x90}},
    {"arpl [ebx], ax", GOES_ON, 2, {0x63, 0x03}},
};

static const struct {
    u32 outcome, signal, vector;
} outcomes[] = {
    {GOES_ON, 0, 0}, {BY_GP, SIGSEGV, GP}, {BY_UD, SIGILL, UD}, {BY_DB, SIGTRAP, DB}, {BY_BP, SIGTRAP, BP},
    {BY_OF, SIGSEGV, OVERFLOW}, {BY_BR, SIGSEGV, BR}, {BY_PF, SIGSEGV, PAGE_FAULT}, {BY_NP, SIGBUS, NP},
};

/* What ring 3 can see of the system: the tables, the TSS, the machine status word, its own segments. */
struct system_view {
    u8 global_table[8], interrupt_table[8];
    u32 task, local_table, status, segments, others;
};

static struct system_view look(void)
{
    struct system_view view = {0};
    __asm__ volatile("sgdt %0\n\tsidt %1" : "=m"(view.global_table), "=m"(view.interrupt_table));
    __asm__ volatile("str %w0\n\tsldt %w1\n\tsmsw %w2" : "=r"(view.task), "=r"(view.local_table), "=r"(view.status) : "0"(0), "1"(0), "2"(0));
    view.segments = segment_registers(&view.others);
    return view;
}

static int is_same(const void *left, const void *right, u32 bytes)
{
    const u8 *a = left, *b = right;
    while (bytes > 0 && *a == *b)
        a++, b++, bytes--;
    return bytes == 0;
}

static int may_change(const char *name)
{
    while (*name)
        name++;
    return name[-1] == '*';
}

static u32 outcome_of_attempt(void)
{
    for (u32 i = 0; i < COUNT_OF(outcomes); i++)
        if (ended.signal == outcomes[i].signal && ended.vector == outcomes[i].vector)
            return outcomes[i].outcome;
    return 0;
}

static void try_instruction(u32 i)
{
    const char *name = instructions[i].name;
    struct registers start = plain_registers();
    start.ebx = (u32)memory;
    start.esi = (u32)memory;
    memset(memory, 0, sizeof(memory));
    attempt_bytes(instructions[i].bytes, instructions[i].count, start);
    check((outcome_of_attempt() & instructions[i].allowed) != 0, "%s: signal %d, vector %d, error %x", name, ended.signal, ended.vector, ended.error);
    check(ended.signal == 0 || ended.at.eip - (u32)code_page <= instructions[i].count, "%s: EIP %x", name, ended.at.eip);
    check((ended.at.eflags & (IF | IOPL | VM)) == IF, "%s: flags %x", name, ended.at.eflags);
    if (may_change(name))
        return;
    check(ended.at.eax == 0 && ended.at.edx == 0 && ended.at.ebx == start.ebx && ended.at.ebp == 0, "%s: EAX %x, EDX %x, EBX %x, EBP %x", name,
          ended.at.eax, ended.at.edx, ended.at.ebx, ended.at.ebp);
    for (u32 k = 0; k < 8; k++)
        check(memory[k] == 0, "%s: memory is %x", name, memory[k]);
}

void attack(void)
{
    struct system_view before = look();
    start_witness();
    catch_signals();
    for (u32 i = 0; i < COUNT_OF(instructions); i++) {
        try_instruction(i);
        struct system_view after = look();
        check(is_same(&before, &after, sizeof(before)), "%s: the system looks different", instructions[i].name);
    }
}
