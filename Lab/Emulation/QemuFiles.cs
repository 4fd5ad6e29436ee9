namespace CosmosPaging.Lab.Emulation;

/// <summary>The plain names that QEMU knows its files by, in its own folder.</summary>
internal static class QemuFiles
{
    public const string Kernel = "kernel.elf";
    public const string Disc = "boot.iso";
    public const string Archive = "programs.tar";
    public const string MonitorSocket = "qmp.sock";
    public const string WatchSocket = "watch.sock";
    public const string WatchedMemory = "watched-memory";
}
