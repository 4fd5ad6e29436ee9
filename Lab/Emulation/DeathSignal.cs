using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A signal that ended an emulator: a death of the host's program, not an end of the guest's.</summary>
/// <param name="Number">Its number on Linux.</param>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it tells, as a sentence without its full stop.</param>
public sealed record DeathSignal(int Number, string Name, string Meaning)
{
    /// <summary>A program that a signal ended has this exit code, plus the signal's number.</summary>
    public const int ExitCodeBase = 128;

    private const int LastSignal = 64;

    private static readonly IReadOnlyList<DeathSignal> Known =
    [
        new(1, "SIGHUP", "the terminal was closed"),
        new(2, "SIGINT", "somebody pressed Ctrl-C"),
        new(3, "SIGQUIT", "somebody pressed Ctrl-\\"),
        new(4, "SIGILL", "the host's processor does not know an instruction of the emulator's; is it the right build for this machine?"),
        new(5, "SIGTRAP", "the emulator ran into a breakpoint of its own"),
        new(6, "SIGABRT", "the emulator found itself in a state that it takes for impossible, and gave up; what it said last tells more"),
        new(7, "SIGBUS", "memory of the emulator's is gone: usually a disk or /dev/shm is full"),
        new(
            8,
            "SIGFPE",
            "a division on the host had no result. The known case: QEMU's TCG divides the guest's numbers with the host's own IDIV, "
            + "so a guest's IDIV of 80000000_00000000h (in EDX:EAX) by -1 ends QEMU; "
            + "on a processor, and in Bochs, the guest gets #DE (Docs/Emulators.md)"),
        new(9, "SIGKILL", "somebody killed it, or the host ran out of memory ('dmesg' then names the OOM killer)"),
        new(11, "SIGSEGV", "the emulator touched memory that it does not have: a mistake in it"),
        new(13, "SIGPIPE", "nobody read what it wrote"),
        new(14, "SIGALRM", "a timer of its own ran out"),
        new(15, "SIGTERM", "somebody ended it"),
        new(24, "SIGXCPU", "its limit of processor time was used up ('ulimit -t')"),
        new(25, "SIGXFSZ", "its limit for the size of a file was reached ('ulimit -f')"),
        new(31, "SIGSYS", "the host forbids a system call that it made: a sandbox is too narrow"),
    ];

    /// <summary>The signal behind an exit code.</summary>
    /// <param name="exitCode">
    /// An emulator's exit code, as a shell would show it. A guest's kernel can choose some of these codes itself, by QEMU's exit port; this
    /// kernel writes none of them, and ring 3 cannot.
    /// </param>
    /// <returns>The signal; none if no signal ended it.</returns>
    public static DeathSignal? Of(int exitCode)
    {
        int number = exitCode - ExitCodeBase;
        return number is < 1 or > LastSignal ? null : Numbered(number);
    }

    /// <summary>A signal.</summary>
    /// <param name="number">Its number on Linux.</param>
    /// <returns>What is known of it.</returns>
    public static DeathSignal Numbered(int number) =>
        Known.FirstOrDefault(signal => signal.Number == number)
        ?? new DeathSignal(number, "signal " + number.ToString(CultureInfo.InvariantCulture), "'kill -l' names it");
}
