using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that QEMU runs.</summary>
internal sealed class QemuMachine(string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes)
    : EmulatorProcess(program, arguments, folder, consoleMegabytes)
{
    private readonly string monitorSocket = folder.File(QemuFiles.MonitorSocket);

    public override Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation) =>
        QmpClient.ConnectAsync(monitorSocket, limit, cancellation);

    protected override GuestSignal Interpret(int exitCode, string said) => QemuEmulator.Interpret(exitCode);

    protected override string Complaint(string said) => said;
}
