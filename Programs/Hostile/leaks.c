/* leaks: a child plants secrets wherever a task can leave something: in pages of every kind, in all registers, in x87 and SSE registers, in signal frames, in
   the kernel's vmalloc area; and ends by a return that the processor refuses, which leaves its registers on the entry stack. Then the parent looks at all that
   the kernel gives it: pages are full of zeros, and every byte of what is copied out is what Docs/Abi.md says, so that there is no room for anything else.
   Last, no word of anything that the kernel wrote for the program, padding too, is an address of the kernel's. */
#include "hostile.h"

#define PLACE 0x60000000u
#define FRAMES_AT 0x68000000u /* pages for signal frames */
#define READ_WRITE (PROT_READ | PROT_WRITE)
#define FILL 0xaaaaaaaau

enum { PLANTED = 300, STACK_PAGES = 100, HEAP_PAGES = 100, BSS_PAGES = 64, FXSAVE = 112, STATE = 624, PIECE_STEP = 64 };

static u8 in_bss[BSS_PAGES * PAGE] __attribute__((aligned(PAGE)));
static volatile u32 key = 0x482e; /* so that the secret is nowhere in the program's file */
static u32 heap;

static u32 secret(u32 number) { return ~(key << 16) & (0xffff0000u | (number & 0xffff)); }
static int is_secret(u32 value) { return (value >> 16) == (~key & 0xffff); }

/* Both page by page from below; ESP is above all of it. */
static void plant(u32 start, u32 pages)
{
    for (u32 i = 0; i < pages * PAGE / 4; i++)
        ((volatile u32 *)start)[i] = secret(i);
}

static void is_empty(const char *what, u32 start, u32 pages)
{
    u32 left = pages * PAGE / 4, found = start, equal;
    __asm__ volatile("xorl %%eax, %%eax\n\trepe scasl\n\tsete %%al\n\tmovzbl %%al, %%eax" : "+D"(found), "+c"(left), "=a"(equal) : : "memory", "cc");
    check(equal, "%s: at %x is %x", what, found - 4, *(u32 *)(found - 4));
}

static u32 lower_stack(void) { return ((u32)__builtin_frame_address(0) & ~(u32)(PAGE - 1)) - (STACK_PAGES + 2) * PAGE; }

/* EBX: where ESP is to be. All other registers and XMM0 to XMM7 hold what is in ECX, then a signal comes. */
void fault_with_secrets(void);
__asm__("fault_with_secrets:\n    movl %ebx, %esp\n    movl %ecx, %eax\n    movl %ecx, %edx\n    movl %ecx, %esi\n    movl %ecx, %edi\n    movl %ecx, %ebp\n"
        "    .byte 0x66, 0x0f, 0x6e, 0xc1\n" /* MOVD XMM0, ECX; then the same to XMM1 and on */
        "    .byte 0x66, 0x0f, 0x70, 0xc0, 0x00, 0x66, 0x0f, 0x70, 0xc8, 0x00, 0x66, 0x0f, 0x70, 0xd0, 0x00, 0x66, 0x0f, 0x70, 0xd8, 0x00\n"
        "    .byte 0x66, 0x0f, 0x70, 0xe0, 0x00, 0x66, 0x0f, 0x70, 0xe8, 0x00, 0x66, 0x0f, 0x70, 0xf0, 0x00, 0x66, 0x0f, 0x70, 0xf8, 0x00\n"
        "    fldpi\n    fldl2e\n"
        "    ud2\n");

/* A return by a frame with CS=8, and a secret in each register: the IRET is refused. */
static void return_badly(void)
{
    static struct signal_frame frame;
    u32 *words = (u32 *)&frame.registers;
    for (u32 i = 0; i < sizeof(frame.registers) / 4; i++)
        words[i] = secret(i);
    frame.registers.cs = 8;
    frame.registers.ss = USER_DATA;
    frame.registers.eflags = EFLAGS_PLAIN;
    frame.registers.fpstate = 0;
    __asm__ volatile("movl %0, %%esp\n\tmovl $173, %%eax\n\tint $0x80" : : "r"((u32)&frame + 4));
}

static u32 signal_at(u32 esp, u32 value)
{
    struct registers start = plain_registers();
    start.ebx = esp;
    start.ecx = value;
    start.eip = (u32)fault_with_secrets;
    return attempt(start);
}

static void plant_everything(u32 unused)
{
    (void)unused;
    map_at(PLACE, PLANTED * PAGE, READ_WRITE);
    plant(PLACE, PLANTED);
    system_call(SYS_BRK, heap + HEAP_PAGES * PAGE, 0, 0);
    plant(heap, HEAP_PAGES);
    plant((u32)in_bss, BSS_PAGES);
    plant(lower_stack(), STACK_PAGES);
    signal_at(FRAMES_AT + PAGE + 600, secret(1)); /* the frame lies in two pages: it is put together in the kernel */
    u32 piece = system_call(VMALLOC_MAP, 16, 0, 0);
    for (u32 i = 0; i < 16 * PAGE; i += PIECE_STEP)
        system_call(VMALLOC_WRITE, piece + i, secret(i) & 0x7fffffff, 0);
    system_call(VMALLOC_UNMAP, piece, 0, 0);
    release_signals();
    return_badly();
}

/* What the last signal left, and what was there before. */
static struct signal_frame seen;
static u8 seen_state[STATE] __attribute__((aligned(16)));
static u32 seen_at;

static void keep_frame(struct signal_frame *frame)
{
    seen_at = (u32)frame;
    memcpy(&seen, frame, sizeof(seen));
    memcpy(seen_state, (void *)frame->registers.fpstate, STATE);
}

static void is_word(const char *where, const char *what, u32 value, u32 wanted)
{
    check(value == wanted, "%s: %s is %x, not %x", where, what, value, wanted);
}

/* Each word of the frame is known; so no padding holds anything. */
static void look_at_signal(const char *where, u32 esp, u32 reserved)
{
    static const u8 code[8] = {0xb8, 0xad, 0, 0, 0, 0xcd, 0x80, 0};
    static u8 fx[512] __attribute__((aligned(16)));
    memset((void *)FRAMES_AT, 0xaa, 3 * PAGE);
    look_at_frame = keep_frame;
    u32 signal = signal_at(esp, 0x01234567);
    look_at_frame = 0;
    check(signal == SIGILL, "%s: signal %d", where, signal);

    const struct signal_context *registers = &seen.registers;
    is_word(where, "the return address", seen.return_address, (u32)restorer);
    is_word(where, "the signal", seen.signal, SIGILL);
    is_word(where, "siginfo's address", seen.information, seen_at + 16);
    is_word(where, "ucontext's address", seen.context, seen_at + 144);
    is_word(where, "si_signo", seen.signo, SIGILL);
    is_word(where, "si_errno", seen.errno, 0);
    is_word(where, "si_code", seen.code, 2);
    is_word(where, "si_addr", seen.address, registers->eip);
    for (u32 i = 0; i < COUNT_OF(seen.rest); i++)
        is_word(where, "a word of siginfo behind si_addr", seen.rest[i], 0);
    is_word(where, "uc_flags", seen.flags, 0);
    is_word(where, "uc_link", seen.link, 0);
    is_word(where, "ss_sp", seen.stack_pointer, 0);
    is_word(where, "ss_flags", seen.stack_flags, 2);
    is_word(where, "ss_size", seen.stack_bytes, 0);
    is_word(where, "GS", registers->gs, 0);
    is_word(where, "FS", registers->fs, 0);
    is_word(where, "ES", registers->es, USER_DATA);
    is_word(where, "DS", registers->ds, USER_DATA);
    is_word(where, "CS", registers->cs, USER_CODE);
    is_word(where, "SS", registers->ss, USER_DATA);
    is_word(where, "EAX", registers->eax, 0x01234567);
    is_word(where, "EBX", registers->ebx, esp);
    is_word(where, "EBP", registers->ebp, 0x01234567);
    is_word(where, "ESP", registers->esp, esp);
    is_word(where, "ESP at the signal", registers->esp_at_signal, esp);
    is_word(where, "trapno", registers->vector, UD);
    is_word(where, "err", registers->error, 0);
    is_word(where, "EFLAGS", registers->eflags & ~(u32)RF, EFLAGS_PLAIN);
    is_word(where, "oldmask", registers->oldmask, 0);
    is_word(where, "the mask", seen.mask_low | seen.mask_high, 0);
    for (u32 i = 0; i < 8; i++)
        is_word(where, "a byte of the return code", seen.return_code[i], code[i]);

    /* x87 and SSE: what the program's own registers held, and nothing else. */
    const u32 *legacy = (u32 *)seen_state, *fast = (u32 *)(seen_state + FXSAVE);
    is_word(where, "FSAVE's control word", legacy[0], 0xffff037f);
    is_word(where, "FSAVE's upper half of the status word", legacy[1] >> 16, 0xffff);
    is_word(where, "FSAVE's upper half of the tag word", legacy[2] >> 16, 0xffff);
    is_word(where, "FSAVE's upper half of the operand's selector", legacy[6] >> 16, 0xffff);
    is_word(where, "the status word behind FSAVE's form", legacy[27], legacy[1] & 0xffff);
    is_word(where, "MXCSR", fast[6], 0x1f80);
    for (u32 i = 0; i < 32; i++)
        is_word(where, "a word of XMM0 to XMM7", fast[40 + i], 0x01234567);
    for (u32 i = 72; i < 128; i++)
        is_word(where, "a word that FXSAVE reserves", fast[i], reserved);
    for (u32 i = 0; i < 8; i++) {
        u32 low = fast[8 + 4 * i + 2] >> 16, high = fast[8 + 4 * i + 3];
        check((low == 0 || low == (reserved & 0xffff)) && (high == 0 || high == reserved), "%s: behind ST%d is %x %x", where, i, low, high);
    }

    u32 pointers[] = {legacy[3], legacy[5], fast[2], fast[4]}; /* of the last x87 instruction, which was the program's */
    for (u32 i = 0; i < COUNT_OF(pointers); i++)
        check(pointers[i] == 0 || (pointers[i] >= 0x40000000 && pointers[i] < heap), "%s: an x87 pointer is %x", where, pointers[i]);
    for (u32 i = 0; i + 4 <= STATE; i++)
        if (is_secret(*(u32 *)(seen_state + i))) {
            check(0, "%s: byte %d of the state is of a secret: %x", where, i, *(u32 *)(seen_state + i));
            break;
        }
    __asm__ volatile("fxsave %0\n\tfninit" : "=m"(fx));
}

/* All registers before and after a call. */
void call_with_pattern(u32 number, u32 first);
u32 after_call[8];
__asm__("call_with_pattern:\n    pushal\n    movl 36(%esp), %eax\n    movl 40(%esp), %ebx\n    movl $0x11111111, %ecx\n    movl $0x22222222, %edx\n"
        "    movl $0x33333333, %esi\n    movl $0x44444444, %edi\n    movl $0x55555555, %ebp\n    int $0x80\n"
        "    movl %eax, after_call\n    movl %ebx, after_call+4\n    movl %ecx, after_call+8\n    movl %edx, after_call+12\n"
        "    movl %esi, after_call+16\n    movl %edi, after_call+20\n    movl %ebp, after_call+24\n    popal\n    ret\n");

static void look_at_call(u32 number, u32 first, u32 result)
{
    static const u32 wanted[7] = {0, 0, 0x11111111, 0x22222222, 0x33333333, 0x44444444, 0x55555555};
    call_with_pattern(number, first);
    for (u32 i = 0; i < COUNT_OF(wanted); i++)
        check(after_call[i] == (i == 0 ? result : i == 1 ? first : wanted[i]), "call %x: register %d is %x", number, i, after_call[i]);
}

static void look_at_answers(void)
{
    static u32 answer[20];
    memset(answer, 0xcc, sizeof(answer));
    system_call(SYS_SYSINFO, (u32)(answer + 2), 0, 0);
    for (u32 i = 0; i < COUNT_OF(answer); i++) {
        u32 word = i - 2, wanted = i < 2 || i >= 18 ? 0xcccccccc : word == 13 ? PAGE : 0;
        if (word == 4 || word == 5)
            check(answer[i] > 0 && answer[i] < 0x100000, "sysinfo: word %d is %x", word, answer[i]);
        else if (word == 10)
            check(answer[i] > 0 && answer[i] < 100, "sysinfo: the number of tasks, and what is behind it, is %x", answer[i]);
        else
            check(answer[i] == wanted, "sysinfo: word %d is %x", word, answer[i]);
    }

    memset(answer, 0xcc, sizeof(answer));
    system_call_6(SYS_SIGACTION, SIGILL, 0, (u32)answer, 8, 0, 0);
    check(answer[0] == (u32)handler && answer[1] == 0x44000004 && answer[2] == (u32)restorer && answer[3] == 0 && answer[4] == 0 && answer[5] == 0xcccccccc,
          "rt_sigaction: %x %x %x %x", answer[0], answer[1], answer[3], answer[5]);
    system_call_6(SYS_SIGPROCMASK, 0, 0, (u32)answer, 8, 0, 0);
    check(answer[0] == 0 && answer[1] == 0 && answer[2] == (u32)restorer, "rt_sigprocmask: %x %x %x", answer[0], answer[1], answer[2]);
}

/* --- No address of the kernel's ------------------------------------------------------------------------------------------- */

enum { MEGABYTE = 1 << 20, MEMORY = 64 * MEGABYTE, VMALLOC = 0x3a000000, VMALLOC_END = 0x3f000000, TRAMPOLINE_PAGES = 5 };

extern u8 text_end[], constants_end[], data_end[], bss_end[], code_end[]; /* program.ld */

/* What the program itself touched last, and was refused. */
static u32 touched;
static const char *attempted;

/* The kernel's window on RAM and its vmalloc area in either layout (CosmosKernel/Mappings/KernelLayout.cs), and the trampoline; in the low layout the window
   is where the physical addresses are, which are no program's business either. Nothing of this program lies there in any cell, so it need not know which
   layout this is. Below 1 MB a pointer of the low layout is like any number. Words that hold such a value by right are
   - EIP, EBX, cr2 and si_addr in the frame of a signal, if it is the very address that the program touched; it is then in cr2 of the signals after it, too;
   - what VMALLOC_MAP returns: the laboratory's calls are about the kernel's memory;
   - text and code: the program's name on the stack, and the code that a frame has for debuggers.
   SGDT and SIDT tell any program where the trampoline is. That is the processor, without UMIP: the kernel copies nothing. */
static int is_kernel_address(u32 value)
{
    u32 offset = value % 0xc0000000;
    return (offset < MEMORY && (value >= 0xc0000000 || value >= MEGABYTE)) || (offset >= VMALLOC && offset < VMALLOC_END)
           || value - TRAMPOLINE < TRAMPOLINE_PAGES * PAGE;
}

static void has_no_kernel_address(const char *what, const char *where, u32 start, u32 end)
{
    u32 at = start & ~3u, mask = ~0u << (8 * (start & 3)); /* the first word's bytes before the start are the program's own */
    while (at < end && !is_kernel_address(*(u32 *)at & mask)) {
        at += 4;
        mask = ~0u;
    }
    check(at >= end, "%s, %s: the word at +%h is %x, an address of the kernel's", where, what, at - start, at < end ? *(u32 *)at : 0);
}

/* The words in front of ESP, with all padding; the program's own stack ends there. */
static void scan_frame(struct signal_frame *frame)
{
    struct signal_context *registers = &frame->registers;
    u32 *return_code = (u32 *)frame->return_code, code = 0x0080cd00; /* the second half of MOV EAX, 173; INT 0x80 */
    struct { u32 *word, value; } by_right[] = {{&registers->eip, touched}, {&registers->ebx, touched}, {&registers->cr2, touched},
                                               {&frame->address, touched}, {return_code + 1, code}};
    u32 kept[COUNT_OF(by_right)];
    for (u32 i = 0; i < COUNT_OF(by_right); i++) {
        kept[i] = *by_right[i].word;
        if (kept[i] == by_right[i].value)
            *by_right[i].word = 0;
    }

    has_no_kernel_address("the frame of its signal", attempted, (u32)frame, registers->esp_at_signal);
    for (u32 i = 0; i < COUNT_OF(by_right); i++)
        *by_right[i].word = kept[i];
}

static void scan_state(const char *where)
{
    static u8 state[STATE] __attribute__((aligned(64)));
    __asm__ volatile("fxsave %0\n\tfnsave %1\n\tfrstor %1" : "=m"(*(u8(*)[512])(state + FXSAVE)), "=m"(*(u8(*)[108])state));
    has_no_kernel_address("x87 and SSE state", where, (u32)state, (u32)state + STATE);
}

/* With EBX = address, on a stack whose frame lies in one page and on one whose frame lies in two. */
static void scan_signal(const char *name, const u8 *bytes, u32 count, u32 address)
{
    static const u32 stacks[] = {FRAMES_AT + PAGE + 600, FRAMES_AT + 2 * PAGE - 64};
    struct registers start = plain_registers();
    attempted = name;
    start.ebx = address;
    for (u32 i = 0; i < COUNT_OF(stacks); i++) {
        memset((void *)FRAMES_AT, 0xaa, 3 * PAGE);
        start.esp = stacks[i];
        look_at_frame = scan_frame;
        attempt_bytes(bytes, count, start);
        look_at_frame = 0;
        check(ended.signal != 0, "%s: no signal", name);
        scan_state(name);
    }
}

#define SCAN_SIGNAL(name, address, ...) scan_signal(name, (const u8[]){__VA_ARGS__}, sizeof((const u8[]){__VA_ARGS__}), address)

static void scan_signals(void)
{
    static const u32 addresses[] = {0xc0100000, 0xc0000ffc, 0x00200000, 0xfa000000, 0x3a000000, TRAMPOLINE, ENTRY_CODE, ENTRY_STACK + PAGE - 4};
    SCAN_SIGNAL("UD2", 0, 0x0f, 0x0b);
    SCAN_SIGNAL("INT3", 0, 0xcc);
    SCAN_SIGNAL("CLI", 0, 0xfa);
    SCAN_SIGNAL("INT 32", 0, 0xcd, 0x20);
    SCAN_SIGNAL("the kernel's selector in GS", 8, 0x8e, 0xeb);
    SCAN_SIGNAL("a selector beyond the GDT in ES", 0xfff8, 0x8e, 0xc3);
    SCAN_SIGNAL("a division by zero", 0, 0xf7, 0xf3);
    SCAN_SIGNAL("a single step", 0, 0x9c, 0x80, 0x4c, 0x24, 0x01, 0x01, 0x9d, 0x90); /* PUSHF; OR BYTE [ESP + 1], 1; POPF; NOP */
    SCAN_SIGNAL("an x87 division by zero", 0, 0x6a, 0x00, 0xd9, 0x2c, 0x24, 0xd9, 0xe8, 0xd9, 0xee, 0xde, 0xf9, 0x9b); /* PUSH 0; FLDCW [ESP]; 1 / 0; WAIT */
    for (u32 i = 0; i < COUNT_OF(addresses); i++) {
        touched = addresses[i];
        SCAN_SIGNAL("a read of the kernel's", touched, 0x8b, 0x03);
        SCAN_SIGNAL("a write of the kernel's", touched, 0x88, 0x03);
        SCAN_SIGNAL("a jump to the kernel's", touched, 0xff, 0xe3);
        SCAN_SIGNAL("UD2 behind a fault", 0, 0x0f, 0x0b);
    }

    /* The kernel's own page faults, on what it copies to a task's directory when it is missed, are not the program's. */
    u32 piece = system_call(VMALLOC_MAP, 1, 0, 0);
    system_call(VMALLOC_READ, piece, 0, 0);
    SCAN_SIGNAL("UD2 behind a fault of the kernel's", 0, 0x0f, 0x0b);
    system_call(VMALLOC_UNMAP, piece, 0, 0);
}

static void scan_registers_after(u32 number)
{
    call_with_pattern(number, 0x66666666);
    has_no_kernel_address("the registers", "a call", (u32)after_call, (u32)(after_call + COUNT_OF(after_call)));
    scan_state("a call");
}

/* Every number that is a call's, and those around; of exit nothing comes back, of rt_sigreturn what the frame has. */
static void scan_calls(void)
{
    static u32 answer[64];
    for (u32 number = 0; number < 0x1010; number = number == 511 ? VMALLOC_MAP : number + 1)
        if (number != SYS_EXIT && number != SYS_EXIT_GROUP && number != SYS_SIGRETURN && number != SYS_FORK)
            scan_registers_after(number);

    scan_registers_after(SYS_FORK);
    if (after_call[0] == 0)
        exit_program(failures ? 1 : 0);
    memset(answer, 0xaa, sizeof(answer));
    wait_for(after_call[0], answer);
    check(answer[0] == 0, "a child that looks at what fork gives it ends with %x", answer[0]);
    system_call(SYS_SYSINFO, (u32)(answer + 8), 0, 0);
    system_call_6(SYS_SIGACTION, SIGSEGV, 0, (u32)(answer + 32), 8, 0, 0);
    system_call_6(SYS_SIGPROCMASK, 0, 0, (u32)(answer + 48), 8, 0, 0);
    has_no_kernel_address("what is written to memory", "calls", (u32)answer, (u32)(answer + COUNT_OF(answer)));
}

/* What the kernel loaded, before anything is done with it: the stack from ESP on, .bss, and each segment's last page behind its end. All other pages are
   full of zeros (is_empty, and entry-state for the stack's below ESP). */
static __attribute__((noinline)) void scan_start(void)
{
    u8 *ends[] = {text_end, constants_end, code_end};
    u32 esp = (u32)__builtin_frame_address(0);
    u8 *name = (u8 *)(esp | (PAGE - 1)); /* the zero that ends it */
    while (name[-1])
        name--;
    has_no_kernel_address("the stack", "the start", esp, (u32)name & ~3u);
    has_no_kernel_address(".bss", "the start", (u32)data_end, (((u32)bss_end - 1) | (PAGE - 1)) + 1);
    for (u32 i = 0; i < COUNT_OF(ends); i++)
        has_no_kernel_address("the last page of a segment", "the start", (u32)ends[i], (((u32)ends[i] - 1) | (PAGE - 1)) + 1);
}

void attack(void)
{
    scan_start();
    heap = (system_call(SYS_BRK, 0, 0, 0) + PAGE - 1) & ~(u32)(PAGE - 1);
    start_witness();
    catch_signals();
    map_at(FRAMES_AT, 3 * PAGE, READ_WRITE);
    u32 status = in_child(plant_everything, 0);
    check(status == SIGSEGV, "the child ended with %x", status);

    /* What the child's registers left on the entry stack shows in the first frame, if anywhere. */
    look_at_signal("a frame in two pages", FRAMES_AT + PAGE + 600, 0);
    look_at_signal("a frame in one page", FRAMES_AT + 2 * PAGE - 64, FILL);

    map_at(PLACE, PLANTED * PAGE, READ_WRITE);
    is_empty("a new mapping", PLACE, PLANTED);
    system_call(SYS_BRK, heap + HEAP_PAGES * PAGE, 0, 0);
    is_empty("the heap", heap, HEAP_PAGES);
    is_empty(".bss", (u32)in_bss, BSS_PAGES);
    is_empty("the stack", lower_stack(), STACK_PAGES);
    system_call(SYS_MUNMAP, PLACE, PLANTED * PAGE, 0);
    map_at(PLACE, PLANTED * PAGE, PROT_READ);
    is_empty("a mapping that is only read", PLACE, PLANTED);
    u32 piece = system_call(VMALLOC_MAP, 16, 0, 0);
    for (u32 i = 0; i < 16 * PAGE; i += PIECE_STEP)
        check(system_call(VMALLOC_READ, piece + i, 0, 0) == 0, "the kernel's new piece holds %x", system_call(VMALLOC_READ, piece + i, 0, 0));
    system_call(VMALLOC_UNMAP, piece, 0, 0);

    look_at_answers();
    look_at_call(SYS_GETPID, 0x66666666, system_call(SYS_GETPID, 0, 0, 0));
    look_at_call(SYS_YIELD, 0x66666666, 0);
    look_at_call(SYS_BRK, 0, system_call(SYS_BRK, 0, 0, 0));
    look_at_call(SYS_SYSINFO, 0xc0100000, (u32)-EFAULT);
    look_at_call(0x1234, 0x66666666, (u32)-ENOSYS);
    look_at_call(VMALLOC_READ, 0xc0100000, (u32)-EINVAL);
    look_at_call(ADDRESS_SPACE, 0x66666666, 0);
    scan_signals();
    scan_calls();
}
