using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Watching;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that QEMU runs.</summary>
internal sealed class QemuMachine(
    string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes, bool isWatched)
    : EmulatorProcess(program, arguments, folder, consoleMegabytes)
{
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(5);

    private readonly SessionFolder session = folder;

    public override IInspector Inspect() => new QemuInspector(this, session);

    public override Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation) =>
        QmpClient.ConnectAsync(SocketPath(QemuFiles.MonitorSocket), limit, cancellation);

    /// <summary>
    /// The path of a socket that QEMU has in its folder: through QEMU's own, since the folder's may be longer than a socket's address.
    /// </summary>
    public string SocketPath(string name) => FormattableString.Invariant($"/proc/{ProcessId}/cwd/{name}");

    protected override ILookout? MakeLookout() => !isWatched ? null : new QemuLookout(
        cancellation => QmpClient.ConnectAsync(SocketPath(QemuFiles.WatchSocket), LookLimit, cancellation),
        session.File(QemuFiles.WatchedMemory));

    protected override GuestSignal Interpret(int exitCode, string said) => QemuEmulator.Interpret(exitCode, said);

    protected override DeathSignal? DeathOf(int exitCode, string said) => QemuEmulator.DeathOf(exitCode, said);

    protected override string Complaint(string said) => said;
}
