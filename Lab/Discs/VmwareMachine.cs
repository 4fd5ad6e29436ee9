using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Discs;

/// <summary>The description of a machine that VMware boots from a disc that lies beside it.</summary>
public static class VmwareMachine
{
    private const string StopsAtStart =
        "Stops before the first instruction, which is the BIOS'; gdb's 'continue' lets it go on.";

    private const string True = "TRUE";
    private const string False = "FALSE";

    /// <summary>The description, as a <c>.vmx</c> file.</summary>
    /// <param name="disc">The name of the disc's file.</param>
    /// <param name="waitsForDebugger">Whether the machine stops before its first instruction, until a debugger lets it go on.</param>
    /// <returns>The file's text.</returns>
    public static string Text(string disc, bool waitsForDebugger = false) =>
        string.Concat(Settings(disc, waitsForDebugger).Select(setting => setting.Why is { } why
            ? $"# {why}\n{setting.Key} = \"{setting.Value}\"\n"
            : $"{setting.Key} = \"{setting.Value}\"\n"));

    private static IEnumerable<(string Key, string Value, string? Why)> Settings(string disc, bool waitsForDebugger) =>
    [
        (".encoding", "UTF-8", null),
        ("config.version", "8", null),
        ("virtualHW.version", "10", null),
        ("displayName", waitsForDebugger ? "CosmosPaging, waiting for gdb" : "CosmosPaging", null),
        ("guestOS", "other", null),
        ("firmware", "bios", "The BIOS, not EFI: the disc's GRUB and the kernel's text screen rely on it."),
        ("bios.bootOrder", "cdrom", null),
        ("numvcpus", "1", null),
        ("memsize", "64", null),
        ("ide1:0.present", True, null),
        ("ide1:0.deviceType", "cdrom-image", null),
        ("ide1:0.fileName", disc, null),
        ("ide1:0.startConnected", True, null),
        ("floppy0.present", False, null),
        ("ethernet0.present", False, null),
        ("sound.present", False, null),
        ("serial0.present", True, "COM1, where the kernel's log goes, is a file beside this one; each run begins it anew."),
        ("serial0.fileType", "file", null),
        ("serial0.fileName", "com1.txt", null),
        ("serial0.startConnected", True, null),
        ("serial0.yieldOnMsrRead", True,
            "The kernel polls the port until it takes the next byte: VMware may give that time to whoever takes it."),
        ("serial0.tryNoRxLoss", False, "The kernel reads nothing from the port, so nothing can get lost there."),
        ("answer.msg.serial.file.open", "Replace", null),
        ("msg.autoAnswer", True, "Any other question takes its default answer, so that a run does not wait for somebody."),
        ("debugStub.listen.guest32", True, "gdb: target remote localhost:8832"),
        ("debugStub.hideBreakpoints", True,
            "Breakpoints in debug registers, four at most: in the code they could not be set while it is not mapped."),
        .. waitsForDebugger
            ? new[] { ("monitor.debugOnStartGuest32", True, (string?)StopsAtStart) }
            : [],
        ("uuid.action", "create", "Neither moved nor copied matters: no question about it at the first start."),
    ];
}
