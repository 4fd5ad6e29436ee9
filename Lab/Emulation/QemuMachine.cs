using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that QEMU runs.</summary>
internal sealed class QemuMachine(string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes)
    : EmulatorProcess(program, arguments, folder, consoleMegabytes)
{
    private readonly SessionFolder session = folder;

    public override IInspector Inspect() => new QemuInspector(this, session);

    public override Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation) =>
        QmpClient.ConnectAsync(session.File(QemuFiles.MonitorSocket), limit, cancellation);

    protected override GuestSignal Interpret(int exitCode, string said) => QemuEmulator.Interpret(exitCode);

    protected override string Complaint(string said) => said;
}
