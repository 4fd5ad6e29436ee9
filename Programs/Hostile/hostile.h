/* What the hostile programs share. There is no C library: a program is this file and its own, compiled for a bare i386 without
   x87 and SSE instructions (what a program wants of those it says in assembler), and linked at 0x40000000.

       #include "hostile.h"
       void attack(void) { check(system_call(SYS_GETPID) > 0, "getpid gives %d", 0); }

   A program says of everything it tries whether it came as it must: check(). A line that begins with "FAIL " is one thing that
   did not. The last line is "checks=N failed=M"; the exit status is 0 if M is 0, and else 1. Docs/Abi.md has the system calls and
   the frame of a signal. SDM is Intel's Software Developer's Manual. */
#ifndef HOSTILE_H
#define HOSTILE_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define ANY __attribute__((unused)) static
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#ifndef SEED
#define SEED 1 /* ./lab attack --seed N gives another */
#endif

enum {
    SYS_EXIT = 1, SYS_FORK = 2, SYS_WRITE = 4, SYS_WAITPID = 7, SYS_GETPID = 20, SYS_BRK = 45, SYS_GETPPID = 64, SYS_MUNMAP = 91,
    SYS_SYSINFO = 116, SYS_MPROTECT = 125, SYS_YIELD = 158, SYS_SIGRETURN = 173, SYS_SIGACTION = 174, SYS_SIGPROCMASK = 175,
    SYS_MMAP2 = 192, SYS_EXIT_GROUP = 252,
    VMALLOC_MAP = 0x1000, VMALLOC_UNMAP, VMALLOC_READ, VMALLOC_WRITE, VMALLOC_SEAL, VMALLOC_WRITE_ALIAS, ADDRESS_SPACE, TABLE_BYTES
};

enum { EPERM = 1, EBADF = 9, ECHILD = 10, ENOMEM = 12, EFAULT = 14, EEXIST = 17, EINVAL = 22, ENOSYS = 38 };
enum { SIGILL = 4, SIGTRAP = 5, SIGBUS = 7, SIGFPE = 8, SIGKILL = 9, SIGSEGV = 11, SIGXCPU = 24 };
enum { PROT_NONE = 0, PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4 };
enum { MAP_PRIVATE = 2, MAP_FIXED = 0x10, MAP_ANONYMOUS = 0x20 };
enum { PAGE = 4096, USER_CODE = 0x1b, USER_DATA = 0x23 };
enum { EFLAGS_PLAIN = 0x202, CF = 1, PF = 4, AF = 0x10, ZF = 0x40, SF = 0x80, TF = 0x100, IF = 0x200, DF = 0x400, OF = 0x800,
       IOPL = 0x3000, NT = 0x4000, RF = 0x10000, VM = 0x20000, AC = 0x40000, ID = 0x200000 };
enum { DE, DB, NMI, BP, OVERFLOW, BR, UD, NM, DOUBLE_FAULT, TS = 10, NP, SS, GP, PAGE_FAULT, MF = 16, ALIGNMENT, MC, XM };

/* The trampoline, the same in every cell (CosmosKernel/Cpu/Trampoline.cs). */
#define TRAMPOLINE 0xffc00000u
#define ENTRY_CODE 0xffc02000u
#define ENTRY_STACK 0xffc04000u

void attack(void); /* the program */

/* --- System calls ------------------------------------------------------------------------------------------------------- */

ANY u32 system_call_6(u32 number, u32 ebx, u32 ecx, u32 edx, u32 esi, u32 edi, u32 ebp)
{
    u32 result, words[3] = {number, ebx, ebp}; /* the compiler may keep EBX and EBP for itself */
    __asm__ volatile("pushl %%ebp\n\tpushl %%ebx\n\tmovl 4(%%eax), %%ebx\n\tmovl 8(%%eax), %%ebp\n\tmovl (%%eax), %%eax\n\t"
                     "int $0x80\n\tpopl %%ebx\n\tpopl %%ebp"
                     : "=a"(result)
                     : "0"(words), "c"(ecx), "d"(edx), "S"(esi), "D"(edi)
                     : "memory", "cc");
    return result;
}

ANY u32 system_call(u32 number, u32 ebx, u32 ecx, u32 edx) { return system_call_6(number, ebx, ecx, edx, 0, 0, 0); }

ANY __attribute__((noreturn)) void exit_program(u32 status)
{
    for (;;)
        system_call(SYS_EXIT, status, 0, 0);
}

ANY u32 fork(void) { return system_call(SYS_FORK, 0, 0, 0); }
ANY u32 wait_for(u32 pid, u32 *status) { return system_call(SYS_WAITPID, pid, (u32)status, 0); }
ANY void yield(void) { system_call(SYS_YIELD, 0, 0, 0); }

/* Memory that is no file's; a result of 0xfffff001 and more is minus the error. */
ANY u32 map(u32 address, u32 bytes, u32 rights, u32 flags)
{
    return system_call_6(SYS_MMAP2, address, bytes, rights, flags | MAP_PRIVATE | MAP_ANONYMOUS, 0xffffffffu, 0);
}

ANY u32 map_at(u32 address, u32 bytes, u32 rights) { return map(address, bytes, rights, MAP_FIXED); }
ANY int is_error(u32 result) { return result > 0xfffff000u; }

/* Whether an address is the program's to map in this cell: in the high layout's shared mapping those from C0000000 on are not, in
   the low one's those up to 3FFFFFFF. Whatever was mapped there is lost. */
ANY int is_user_space(u32 address)
{
    u32 page = address & ~(u32)(PAGE - 1);
    if (map_at(page, PAGE, PROT_NONE) != page)
        return 0;
    system_call(SYS_MUNMAP, page, PAGE, 0);
    return 1;
}

/* --- Memory. The compiler calls these by itself, too. ------------------------------------------------------------------- */

__attribute__((unused)) void *memset(void *destination, int value, u32 bytes)
{
    u8 *to = destination;
    __asm__ volatile("cld\n\trep stosb" : "+D"(to), "+c"(bytes) : "a"(value) : "memory", "cc");
    return destination;
}

__attribute__((unused)) void *memcpy(void *destination, const void *source, u32 bytes)
{
    u8 *to = destination;
    __asm__ volatile("cld\n\trep movsb" : "+D"(to), "+S"(source), "+c"(bytes) : : "memory", "cc");
    return destination;
}

/* --- Printing ----------------------------------------------------------------------------------------------------------- */

static char line[512];
static u32 line_length;

ANY void write_all(const char *text, u32 bytes)
{
    while (bytes > 0) {
        u32 written = system_call(SYS_WRITE, 1, (u32)text, bytes);
        if (is_error(written))
            exit_program(97);
        text += written;
        bytes -= written;
    }
}

ANY void put(char character)
{
    line[line_length++] = character;
    if (character == '\n' || line_length == sizeof(line)) {
        write_all(line, line_length);
        line_length = 0;
    }
}

ANY void put_number(u32 value, u32 base, u32 digits)
{
    char text[10];
    u32 count = 0;
    do {
        text[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0 || count < digits);
    while (count > 0)
        put(text[--count]);
}

ANY void say_list(const char *format, __builtin_va_list arguments)
{
    for (; *format; format++) {
        if (*format != '%') {
            put(*format);
            continue;
        }

        switch (*++format) {
        case 'x': put_number(__builtin_va_arg(arguments, u32), 16, 8); break; /* eight hexadecimal digits */
        case 'h': put_number(__builtin_va_arg(arguments, u32), 16, 1); break; /* as many as it takes */
        case 'd': put_number(__builtin_va_arg(arguments, u32), 10, 1); break;
        case 's':
            for (const char *text = __builtin_va_arg(arguments, const char *); *text; text++)
                put(*text);
            break;
        default: put(*format); break;
        }
    }
}

/* Writes text: %x and %h hexadecimal, %d decimal without sign, %s a string. Nothing appears before the line's end. */
ANY void say(const char *format, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    say_list(format, arguments);
    __builtin_va_end(arguments);
}

/* --- Checks ------------------------------------------------------------------------------------------------------------- */

enum { MOST_FAILURES_TOLD = 64 };

static u32 checks, failures;

/* One thing that must be so; if it is not, the words say what was seen. */
ANY void check(int holds, const char *format, ...)
{
    checks++;
    if (holds)
        return;
    if (failures++ < MOST_FAILURES_TOLD) {
        __builtin_va_list arguments;
        __builtin_va_start(arguments, format);
        say("FAIL ");
        say_list(format, arguments);
        say("\n");
        __builtin_va_end(arguments);
    }
}

ANY __attribute__((noreturn)) void finish(void)
{
    say("checks=%d failed=%d\n", checks, failures);
    exit_program(failures ? 1 : 0);
}

static u32 random_state = SEED * 2654435761u + 1;

ANY u32 random_number(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* --- What an attempt comes to ------------------------------------------------------------------------------------------- */

struct registers {
    u32 eax, ebx, ecx, edx, esi, edi, ebp, esp, eip, eflags;
};

/* Linux's struct sigcontext, at ucontext + 20. */
struct signal_context {
    u32 gs, fs, es, ds, edi, esi, ebp, esp, ebx, edx, ecx, eax, vector, error, eip, cs, eflags, esp_at_signal, ss, fpstate, oldmask, cr2;
};

/* All that lies above a handler's ESP. */
struct signal_frame {
    u32 return_address, signal, information, context;
    u32 signo, errno, code, address, rest[28];
    u32 flags, link, stack_pointer, stack_flags, stack_bytes;
    struct signal_context registers;
    u32 mask_low, mask_high;
    u8 return_code[8];
};

/* How the last attempt ended: signal 0 means that it came back by itself. */
static struct {
    u32 signal, code, address, vector, error, cr2;
    struct registers at; /* the registers at its end */
    u32 segments[6];     /* of a signal: CS, DS, ES, FS, GS, SS as the frame has them, all 32 bits */
} ended;

/* Set by a program that wants to see each frame before the attempt is over. */
static void (*look_at_frame)(struct signal_frame *frame);

/* Set by a program that handles some signals itself: tells whether the program goes on as the frame says. */
static int (*goes_on)(struct signal_frame *frame);

u32 attempt_stack;              /* where ESP was when the attempt began; 0: there is none */
struct registers attempt_after; /* as came_back finds them */
u32 handler_flags;              /* EFLAGS of a handler's first instruction */

void came_back(void); /* where the code that is tried jumps to if it was not stopped */
u32 attempt_asm(const struct registers *start);
void recover(void);

/* The data segments may be anything when the code comes back: SS is not. */
__asm__(
    ".text\n"
    "attempt_asm:\n"
    "    pushl %ebp\n    pushl %ebx\n    pushl %esi\n    pushl %edi\n"
    "    movl 20(%esp), %esi\n"
    "    movl %esp, attempt_stack\n"
    "    movl 28(%esi), %eax\n"
    "    testl %eax, %eax\n"
    "    jz 1f\n"
    "    movl %eax, %esp\n"
    "1:  pushl 36(%esi)\n"
    "    pushl $0x1b\n"
    "    pushl 32(%esi)\n"
    "    movl (%esi), %eax\n    movl 4(%esi), %ebx\n    movl 8(%esi), %ecx\n    movl 12(%esi), %edx\n"
    "    movl 20(%esi), %edi\n    movl 24(%esi), %ebp\n    movl 16(%esi), %esi\n"
    "    iret\n"
    "came_back:\n"
    "    movl %eax, %ss:attempt_after\n    movl %ebx, %ss:attempt_after+4\n    movl %ecx, %ss:attempt_after+8\n"
    "    movl %edx, %ss:attempt_after+12\n    movl %esi, %ss:attempt_after+16\n    movl %edi, %ss:attempt_after+20\n"
    "    movl %ebp, %ss:attempt_after+24\n    movl %esp, %ss:attempt_after+28\n"
    "    movl %ss:attempt_stack, %esp\n"
    "    pushfl\n    popl %ss:attempt_after+36\n"
    "    xorl %eax, %eax\n"
    "    jmp 2f\n"
    "recover:\n"
    "    movl $1, %eax\n"
    "2:  pushl $0x202\n    popfl\n"
    "    movl $0x23, %ecx\n    movl %ecx, %ds\n    movl %ecx, %es\n"
    "    xorl %ecx, %ecx\n    movl %ecx, %fs\n    movl %ecx, %gs\n"
    "    popl %edi\n    popl %esi\n    popl %ebx\n    popl %ebp\n"
    "    ret\n"
    "restorer:\n"
    "    movl $173, %eax\n    int $0x80\n"
    "handler:\n"
    "    pushfl\n    popl handler_flags\n"
    "    cld\n    movl %esp, %eax\n    pushl %eax\n    call handle_frame\n    addl $4, %esp\n    ret\n"
    ".globl _start\n"
    "_start:\n"
    "    call start_program\n"
    "    hlt\n");

void restorer(void);
void handler(void);

__attribute__((used)) static void handle_frame(struct signal_frame *frame)
{
    struct signal_context *seen = &frame->registers;
    if (look_at_frame)
        look_at_frame(frame);
    if (goes_on && goes_on(frame))
        return;
    if (attempt_stack == 0) {
        check(0, "signal %d, vector %d, error %x, cr2 %x at eip %x outside of any attempt", frame->signal, seen->vector, seen->error, seen->cr2, seen->eip);
        finish();
    }

    ended.signal = frame->signal;
    ended.code = frame->code;
    ended.address = frame->address;
    ended.vector = seen->vector;
    ended.error = seen->error;
    ended.cr2 = seen->cr2;
    ended.at = (struct registers){seen->eax, seen->ebx, seen->ecx, seen->edx, seen->esi, seen->edi, seen->ebp, seen->esp, seen->eip, seen->eflags};
    u32 segments[6] = {seen->cs, seen->ds, seen->es, seen->fs, seen->gs, seen->ss};
    memcpy(ended.segments, segments, sizeof(segments));

    seen->eip = (u32)recover;
    seen->esp = seen->esp_at_signal = attempt_stack;
    seen->eflags = EFLAGS_PLAIN;
    seen->cs = USER_CODE;
    seen->ds = seen->es = seen->ss = USER_DATA;
    seen->fs = seen->gs = 0;
    seen->fpstate = 0; /* x87 and MXCSR in their reset state */
}

struct signal_action {
    u32 handler, flags, restorer, mask_low, mask_high;
};

ANY u32 set_handler(u32 signal, u32 to, u32 flags)
{
    struct signal_action action = {to, flags | 0x04000004, (u32)restorer, 0, 0}; /* SA_SIGINFO, SA_RESTORER */
    return system_call_6(SYS_SIGACTION, signal, (u32)&action, 0, 8, 0, 0);
}

ANY void catch_signals(void)
{
    static const u8 signals[] = {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};
    for (u32 i = 0; i < COUNT_OF(signals); i++)
        set_handler(signals[i], (u32)handler, 0x40000000); /* SA_NODEFER */
}

ANY void release_signals(void)
{
    static const u8 signals[] = {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};
    for (u32 i = 0; i < COUNT_OF(signals); i++)
        set_handler(signals[i], 0, 0);
}

/* Goes to start.eip with these registers (esp 0: on this stack) and tells how it ended, in `ended` too: 0 if the code jumped to
   came_back, else the signal. The ESP must be good for the frame of the IRET that goes there, and for a signal's. */
ANY u32 attempt(struct registers start)
{
    ended.signal = ended.code = ended.address = ended.vector = ended.error = ended.cr2 = 0;
    if (attempt_asm(&start) == 0)
        ended.at = attempt_after;
    attempt_stack = 0;
    return ended.signal;
}

/* A page whose code the program writes itself. */
static u8 code_page[PAGE] __attribute__((section(".writable_code"), aligned(PAGE)));

/* Tries an instruction, given by its bytes; whatever it does not stop goes on at came_back. */
ANY u32 attempt_bytes(const u8 *bytes, u32 count, struct registers start)
{
    memcpy(code_page, bytes, count);
    code_page[count] = 0xe9; /* JMP rel32 */
    *(u32 *)(code_page + count + 1) = (u32)came_back - (u32)(code_page + count + 5);
    start.eip = (u32)code_page;
    start.eflags |= 2;
    return attempt(start);
}

ANY struct registers plain_registers(void) { return (struct registers){.eflags = EFLAGS_PLAIN}; }

/* Whether a byte can be read or written; what a write finds it puts back. */
ANY int can_read(u32 address)
{
    static const u8 read[] = {0x8a, 0x03}; /* MOV AL, [EBX] */
    struct registers start = plain_registers();
    start.ebx = address;
    return attempt_bytes(read, sizeof(read), start) == 0;
}

ANY int can_write(u32 address)
{
    static const u8 write[] = {0x80, 0x33, 0x00}; /* XOR BYTE [EBX], 0 */
    struct registers start = plain_registers();
    start.ebx = address;
    return attempt_bytes(write, sizeof(write), start) == 0;
}

/* Spins until the time-stamp counter has jumped EBX times, as it does when another task, such as the witness, has its turn: so it does when
   the clock ticks. But not longer than EDI rounds. spin_on_stack first puts ESP where ECX says. Both go on at came_back. */
void spin(void), spin_on_stack(void);
__asm__("spin_on_stack:\n"
        "    movl %ecx, %esp\n"
        "spin:\n"
        "    rdtsc\n"
        "    movl %eax, %esi\n"
        "1:  rdtsc\n"
        "    movl %eax, %edx\n"
        "    subl %esi, %eax\n"
        "    movl %edx, %esi\n"
        "    cmpl $5000, %eax\n"
        "    jb 2f\n"
        "    decl %ebx\n"
        "    jz 3f\n"
        "2:  decl %edi\n"
        "    jnz 1b\n"
        "3:  jmp came_back\n");

/* Does a thing in a child; returns what waitpid says of its end: exit code * 256, or the signal. */
ANY u32 in_child(void (*thing)(u32), u32 argument)
{
    u32 status = 0xffffffffu, pid = fork();
    if (pid == 0) {
        thing(argument);
        exit_program(0);
    }

    if (is_error(pid) || wait_for(pid, &status) != pid)
        return 0xffffffffu;
    return status;
}

/* --- The witness: another task that must not notice anything ------------------------------------------------------------- */

enum { WITNESS_BYTES = 3 * PAGE };

static u32 witness_memory[WITNESS_BYTES / 4];
static u8 witness_fp[2][512] __attribute__((aligned(16)));
u32 witness_seen[9]; /* EAX to EBP, EFLAGS, ESP's difference */

/* Gives the processor away with a pattern in every register, and keeps what it finds there afterwards. */
void witness_turn(void);
__asm__(
    "witness_turn:\n"
    "    pushal\n"
    "    movl %esp, witness_seen+32\n"
    "    movl $158, %eax\n    movl $0x5ec2e7b1, %ebx\n    movl $0x5ec2e7c1, %ecx\n    movl $0x5ec2e7d1, %edx\n"
    "    movl $0x5ec2e751, %esi\n    movl $0x5ec2e7d2, %edi\n    movl $0x5ec2e7b2, %ebp\n"
    "    int $0x80\n"
    "    movl %eax, witness_seen\n    movl %ebx, witness_seen+4\n    movl %ecx, witness_seen+8\n    movl %edx, witness_seen+12\n"
    "    movl %esi, witness_seen+16\n    movl %edi, witness_seen+20\n    movl %ebp, witness_seen+24\n"
    "    pushfl\n    popl witness_seen+28\n"
    "    subl %esp, witness_seen+32\n"
    "    popal\n"
    "    ret\n");

ANY u32 segment_registers(u32 *fs_and_gs)
{
    u16 ds, es, fs, gs, ss, cs;
    __asm__("movw %%ds, %0\n\tmovw %%es, %1\n\tmovw %%fs, %2\n\tmovw %%gs, %3\n\tmovw %%ss, %4\n\tmovw %%cs, %5"
            : "=m"(ds), "=m"(es), "=m"(fs), "=m"(gs), "=m"(ss), "=m"(cs));
    *fs_and_gs = fs | (u32)gs << 16;
    return ds == USER_DATA && es == USER_DATA && ss == USER_DATA && cs == USER_CODE;
}

ANY __attribute__((noreturn)) void be_witness(void)
{
    static const u32 pattern[9] = {0, 0x5ec2e7b1, 0x5ec2e7c1, 0x5ec2e7d1, 0x5ec2e751, 0x5ec2e7d2, 0x5ec2e7b2, 0, 0};
    checks = failures = line_length = 0;
    for (u32 i = 0; i < COUNT_OF(witness_memory); i++)
        witness_memory[i] = 0x5ec20000u ^ i;
    __asm__ volatile("fninit\n\tfldpi\n\tfld1\n\t"
                     ".byte 0x66, 0x0f, 0x6e, 0xc0\n\t" /* MOVD XMM0, EAX; compilers that may not use XMM do not assemble it either */
                     ".byte 0x66, 0x0f, 0x6e, 0xf8"       /* MOVD XMM7, EAX */
                     : : "a"(0x5ec2e700));
    do {
        __asm__ volatile("fxsave %0" : "=m"(witness_fp[0]));
        __asm__ volatile("fxrstor %0" : : "m"(witness_fp[0]));
        witness_turn();
        __asm__ volatile("fxsave %0" : "=m"(witness_fp[1]));
        for (u32 i = 0; i < COUNT_OF(pattern); i++)
            check(i == 7 ? (witness_seen[7] & ~(u32)(CF | PF | AF | ZF | SF | OF)) == EFLAGS_PLAIN : witness_seen[i] == pattern[i],
                  "witness: register %d is %x", i, witness_seen[i]);
        for (u32 i = 0; i < 288; i++)
            check(witness_fp[0][i] == witness_fp[1][i], "witness: byte %d of FXSAVE went from %h to %h", i, witness_fp[0][i], witness_fp[1][i]);
        for (u32 i = 0; i < COUNT_OF(witness_memory); i += 37)
            check(witness_memory[i] == (0x5ec20000u ^ i), "witness: memory at %x is %x", (u32)(witness_memory + i), witness_memory[i]);
        u32 others, usual = segment_registers(&others);
        check(usual && others == 0, "witness: segment registers, FS and GS %x", others);
    } while (system_call(SYS_GETPPID, 0, 0, 0) != 0 && failures == 0);
    exit_program(failures ? 1 : 0);
}

/* The first thing that a program forks, if its row says so: a task that lives as long as the program and ends with 0, unless
   something of it was changed. */
ANY void start_witness(void)
{
    u32 pid = fork();
    if (pid == 0)
        be_witness();
    check(!is_error(pid), "fork of the witness gives %x", pid);
}

__attribute__((used)) static void start_program(void)
{
    attack();
    finish();
}

#endif
