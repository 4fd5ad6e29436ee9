using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Inspection;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class QmpClientTests
{
    private const string Greeting = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n";
    private const string Agreed = "{\"return\": {}}\r\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Test]
    public async Task TheMonitorOfARealMachineAnswers()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.Spin);
        QemuEmulator emulator = new(Environment.GetEnvironmentVariable("PATH"));
        await using IMachine machine = emulator.Start(new MachineDefinition(tree.Tree.KernelImage, "") { Monitor = true });
        Assert.That(
            await machine.WaitForLineAsync(line => line.Text == "here", TimeSpan.FromSeconds(20), CancellationToken.None),
            machine.EmulatorWords);
        await using QmpClient monitor = await machine.ConnectMonitorAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

        await monitor.StopAsync(CancellationToken.None);
        string stopped = (await monitor.ExecuteAsync("query-status", null, CancellationToken.None)).GetProperty("status").GetString()!;
        string registers = await monitor.AskHumanMonitorAsync("info registers", CancellationToken.None);
        string paging = await monitor.AskHumanMonitorAsync("info tlb", CancellationToken.None);
        await monitor.ContinueAsync(CancellationToken.None);
        string running = (await monitor.ExecuteAsync("query-status", null, CancellationToken.None)).GetProperty("status").GetString()!;

        Assert.That(stopped, Is.EqualTo("paused"));
        Assert.That(running, Is.EqualTo("running"));
        Assert.That(registers, Does.Contain("EIP=").And.Contain("CR3="));
        Assert.That(paging, Does.Contain("PG disabled"));
        Assert.That(
            async () => await monitor.ExecuteAsync("no-such-command", null, CancellationToken.None),
            Throws.TypeOf<InspectionException>().With.Message.Contains("no-such-command"));
        Assert.That(await monitor.AskHumanMonitorAsync("info status", CancellationToken.None), Is.EqualTo("VM status: running\n"));
    }

    [Test]
    public async Task AMachineCanStartPaused()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.AllHeld);
        QemuEmulator emulator = new(Environment.GetEnvironmentVariable("PATH"));
        MachineDefinition definition = new(tree.Tree.KernelImage, "") { Monitor = true, StartPaused = true };
        await using IMachine machine = emulator.Start(definition);
        await using QmpClient monitor = await machine.ConnectMonitorAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

        Assert.That(await machine.WaitForLineAsync(_ => true, TimeSpan.FromMilliseconds(300), CancellationToken.None), Is.False);
        await monitor.ContinueAsync(CancellationToken.None);
        MachineEnd end = await machine.WaitForEndAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

        Assert.That(end, Is.EqualTo(new MachineEnd(GuestSignal.AllHeld, 33)));
        Assert.That(machine.Lines.Single().Text, Is.EqualTo("here"));
    }

    [Test]
    public async Task EventsBetweenQuestionAndAnswerAreSkipped()
    {
        string answer = "{\"event\": \"STOP\"}\r\n{\"timestamp\": 1, \"event\": \"X\"}\r\n{\"return\": \"line\\r\\n\"}\r\n";

        Assert.That(await AskAsync([Greeting, Agreed, answer]), Is.EqualTo("line\n"));
    }

    [Test]
    public async Task WhatIsOwedToSomebodyElseMayComeBeforeTheGreeting()
    {
        string owed = "{\"return\": {}, \"id\": 1}\r\n{\"event\": \"STOP\"}\r\n";

        Assert.That(await AskAsync([owed + Greeting, Agreed, "{\"return\": \"line\\r\\n\"}\r\n"]), Is.EqualTo("line\n"));
    }

    [Test]
    public async Task TheAnswerToAnotherQuestionIsSkipped()
    {
        string answer = "{\"return\": {}, \"id\": -1}\r\n{\"error\": {}, \"id\": \"x\"}\r\n{\"return\": \"line\\r\\n\"}\r\n";

        Assert.That(await AskAsync([Greeting, Agreed, answer]), Is.EqualTo("line\n"));
    }

    [Test]
    public async Task ALongAnswerIsReadWhole()
    {
        string answer = $"{{\"return\": \"{new string('x', 300_000)}\"}}\r\n";

        Assert.That(await AskAsync([Greeting, Agreed, answer]), Has.Length.EqualTo(300_000));
    }

    [TestCase("", TestName = "a monitor that says nothing")]
    [TestCase("nonsense\n", TestName = "a monitor that does not speak JSON")]
    [TestCase("[]\n", TestName = "a monitor that sends no object")]
    [TestCase("{\"hello\": 1}\n", TestName = "a monitor that is none")]
    [TestCase(Greeting + "{\"error\": {\"class\": \"X\", \"desc\": \"not today\"}}\n", TestName = "a monitor that refuses")]
    [TestCase(Greeting + Agreed, TestName = "a monitor that falls silent")]
    public void WhatIsNoMonitorIsReportedInTime(string words) => Assert.That(
        async () => await AskAsync([words]),
        Throws.TypeOf<InspectionException>());

    [Test]
    public void WithoutAMonitorItSaysSo() => Assert.That(
        async () => await QmpClient.ConnectAsync("/nonexistent/qmp.sock", TimeSpan.FromMilliseconds(200), CancellationToken.None),
        Throws.TypeOf<InspectionException>().With.Message.Contains("/nonexistent/qmp.sock"));

    /// <summary>Asks a fake monitor that says its pieces one after the other, each after the first when it has heard a line.</summary>
    private static async Task<string> AskAsync(string[] pieces)
    {
        string folder = Directory.CreateTempSubdirectory("cosmospaging-qmp-").FullName;
        try
        {
            string path = Path.Combine(folder, "qmp.sock");
            using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            using CancellationTokenSource over = new();
            Task server = ServeAsync(listener, pieces, over.Token);
            try
            {
                await using QmpClient client = await QmpClient.ConnectAsync(path, Limit, CancellationToken.None);
                return await client.AskHumanMonitorAsync("info tlb", CancellationToken.None);
            }
            finally
            {
                await over.CancelAsync();
                await server;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ServeAsync(Socket listener, string[] pieces, CancellationToken over)
    {
        try
        {
            using Socket socket = await listener.AcceptAsync(over);
            byte[] heard = new byte[4096];
            foreach (string piece in pieces)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(piece), over);
                await socket.ReceiveAsync(heard, over);
            }

            await Task.Delay(Timeout.Infinite, over);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
