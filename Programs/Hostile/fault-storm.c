/* fault-storm: a great many faults in a row, of every kind that a program can raise and survive, each taken by a handler. None is lost, none comes twice,
   no register changes, and no memory goes. */
#include "hostile.h"

#ifdef SAMPLE
#define FAULTS 8000
#else
#define FAULTS 1000000
#endif

/* Raises one fault in so many instructions and goes on behind it; the handler notes the vector. */
void storm(u32 count);
u32 vectors[32], storm_left;
__asm__(
    "storm:\n    pushal\n    movl 36(%esp), %eax\n    movl %eax, storm_left\n"
    "    movl $0x0a0a0a0a, %eax\n    movl $0, %ecx\n    movl $0x0d0d0d0d, %edx\n    movl $0x0e0e0e0e, %esi\n    movl $0x0f0f0f0f, %edi\n"
    "1:  ud2\n"
    "    int3\n    nop\n" /* a trap: EIP is behind it, and the handler adds 2 to the others only */
    "    cli\n    nop\n"
    "    hlt\n    nop\n"
    "    divl %ecx\n"
    "    movb (%ecx), %al\n"
    "    int $0x0e\n"
    "    inb %dx, %al\n    nop\n"
    "    subl $8, storm_left\n    ja 1b\n"
    "    cmpl $0x0a0a0a0a, %eax\n    jne 2f\n    cmpl $0, %ecx\n    jne 2f\n    cmpl $0x0d0d0d0d, %edx\n    jne 2f\n"
    "    cmpl $0x0e0e0e0e, %esi\n    jne 2f\n    cmpl $0x0f0f0f0f, %edi\n    jne 2f\n"
    "    popal\n    ret\n"
    "2:  popal\n    incl vectors+124\n    ret\n"
    "storm_handler:\n    movl 56(%ecx), %eax\n    movl 68(%ecx), %eax\n    incl vectors(,%eax,4)\n"
    "    cmpl $3, %eax\n    je 3f\n    addl $2, 76(%ecx)\n"
    "3:  ret\n");
void storm_handler(void);

static u32 free_frames(void)
{
    u32 answer[16];
    system_call(SYS_SYSINFO, (u32)answer, 0, 0);
    return answer[5];
}

void attack(void)
{
    static const u8 signals[] = {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};
    start_witness();
    for (u32 i = 0; i < COUNT_OF(signals); i++)
        set_handler(signals[i], (u32)storm_handler, 0);
    storm(8);
    for (u32 i = 0; i < 8; i++)
        yield();
    u32 before = free_frames();
    storm(FAULTS);
    u32 each = (FAULTS + 7) / 8 + 1;
    check(vectors[UD] == each && vectors[BP] == each && vectors[DE] == each && vectors[PAGE_FAULT] == each && vectors[GP] == 4 * each,
          "#UD %d, #BP %d, #DE %d, #PF %d, #GP %d times, not %d", vectors[UD], vectors[BP], vectors[DE], vectors[PAGE_FAULT], vectors[GP], each);
    check(vectors[31] == 0, "a register has changed");
    check(free_frames() == before, "%d frames are free, not %d", free_frames(), before);
}
