namespace CosmosPaging.Lab.Discs;

/// <summary>The description of a machine that VMware boots from a disc that lies beside it.</summary>
public static class VmwareMachine
{
    /// <summary>The description, as a <c>.vmx</c> file.</summary>
    /// <param name="disc">The name of the disc's file.</param>
    /// <returns>The file's text.</returns>
    public static string Text(string disc) =>
        $"""
        .encoding = "UTF-8"
        config.version = "8"
        virtualHW.version = "10"
        displayName = "CosmosPaging"
        guestOS = "other"
        # The BIOS, not EFI: the disc's GRUB and the kernel's text screen rely on it.
        firmware = "bios"
        bios.bootOrder = "cdrom"
        numvcpus = "1"
        memsize = "64"
        ide1:0.present = "TRUE"
        ide1:0.deviceType = "cdrom-image"
        ide1:0.fileName = "{disc}"
        ide1:0.startConnected = "TRUE"
        floppy0.present = "FALSE"
        ethernet0.present = "FALSE"
        sound.present = "FALSE"
        # COM1, where the kernel's log goes, is a file beside this one; each run begins it anew.
        serial0.present = "TRUE"
        serial0.fileType = "file"
        serial0.fileName = "com1.txt"
        serial0.startConnected = "TRUE"
        answer.msg.serial.file.open = "Replace"
        # gdb: target remote localhost:8832
        debugStub.listen.guest32 = "TRUE"
        # Breakpoints in debug registers: in the code they could not be set while it is not mapped.
        debugStub.hideBreakpoints = "TRUE"
        # Neither moved nor copied matters: no question about it at the first start.
        uuid.action = "create"

        """.ReplaceLineEndings("\n");
}
