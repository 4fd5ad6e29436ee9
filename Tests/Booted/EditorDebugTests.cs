using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// F5 in VS Code, without VS Code: what <c>.vscode/launch.json</c> and <c>.vscode/tasks.json</c> say is done here in the order in which VS
/// Code's debugger for C and C++ does it. Only the port is another one.
/// </summary>
internal sealed class EditorDebugTests
{
    private const string Kernel = "CosmosKernel/Kernel.cs";
    private const string FaultHandler = "CosmosKernel/Traps/FaultHandler.cs";
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(80);

    private static JsonElement Launch => Settings("launch.json").GetProperty("configurations").EnumerateArray().Single();

    [Test]
    public async Task F5StopsAtBeforeRunAndBreakpointsStackLocalsAndPlugsWork()
    {
        using CancellationTokenSource patience = new(Patience);
        int port = LabDebugTests.FreePort();
        using Process machine = await BootAsync(port, patience.Token);
        using GdbMachineInterface gdb = new(patience.Token);
        string line = LineOf(FaultHandler, "var address = new LinearAddress(");
        await ConnectAsync(gdb, port);

        string set = await gdb.SendAsync($"-break-insert -f {Tree.Root}/{FaultHandler}:{line}");
        Assert.That(set, Does.Not.Contain("pending").And.Contains($"fullname=\"{Tree.Root}/{FaultHandler}\",line=\"{line}\""));

        AssertAt(
            await gdb.GoAsync("-exec-continue"),
            "breakpoint-hit",
            "Kernel.BeforeRun",
            Kernel,
            LineOf(Kernel, "Processor.DisableInterrupts();"));
        await StepIntoThePlugAsync(gdb);

        AssertAt(await gdb.GoAsync("-exec-continue"), "breakpoint-hit", "FaultHandler.Handle", FaultHandler, line);
        string stack = await gdb.SendAsync("-stack-list-frames");
        Assert.That(stack, Does.Match("level=\"0\".*FaultHandler\\.Handle.*TrapDispatcher\\.Handle.*TrapHandler\\.Enter"));
        string next = await gdb.GoAsync("-exec-next");
        Assert.That(GdbMachineInterface.Field(next, "line"), Is.EqualTo($"{int.Parse(line) + 1}"));
        string locals = await gdb.SendAsync("-stack-list-variables --simple-values");
        Assert.That(
            locals,
            Does.Contain("name=\"this\"").And.Contain("name=\"frame\"").And.Contain("name=\"task\"").And.Not.Contain("optimized out"));
        Assert.That(await ValueAsync(gdb, "frame->Vector"), Is.EqualTo("14"));
        Assert.That(await ValueAsync(gdb, "task != 0 && this->scheduler != 0"), Is.EqualTo("1"));
        Assert.That(await gdb.TypeAsync("task"), Does.Contain("read-kernel-text"));
        await gdb.TypeAsync("kill");
        await machine.WaitForExitAsync(patience.Token);
    }

    [Test]
    public void WhatTheEditorDoesAndThisTestCannotIsAsked()
    {
        JsonElement launch = Launch;
        Assert.That(launch.GetProperty("type").GetString(), Is.EqualTo("cppdbg"));

        // The debugger passes over its first stop unless this is so.
        Assert.That(launch.GetProperty("stopAtEntry").GetBoolean(), Is.True);
        Assert.That(TaskOf("preLaunchTask").GetProperty("isBackground").GetBoolean(), Is.True);
        Assert.That(TaskOf("postDebugTask").GetProperty("command").GetString(), Is.EqualTo("echo ${input:end}"));
        JsonElement end = Settings("tasks.json").GetProperty("inputs").EnumerateArray().Single(
            input => input.GetProperty("id").GetString() == "end");
        Assert.That(end.GetProperty("args").GetString(), Is.EqualTo(launch.GetProperty("preLaunchTask").GetString()));
    }

    /// <summary>Where the call goes through a method of its own, as without optimisation, the first step is into that.</summary>
    private static async Task StepIntoThePlugAsync(GdbMachineInterface gdb)
    {
        string stopped = await gdb.GoAsync("-exec-step");
        AssertAt(
            stopped,
            "end-stepping-range",
            "Processor.DisableInterrupts",
            "CosmosKernel/Plugs/ProcessorPlug.cs",
            LineOf("CosmosKernel/Plugs/ProcessorPlug.cs", "void DisableInterrupts()"));
        stopped = await gdb.GoAsync("-exec-step");
        Assert.That(GdbMachineInterface.Field(stopped, "func"), Is.EqualTo("plug_CosmosKernel_Plugs_ProcessorPlug_DisableInterrupts"));
        string assembler = GdbMachineInterface.Field(stopped, "fullname");
        Assert.That(assembler, Does.EndWith("/plugs.asm").And.StartsWith(Tree.Root));
        Assert.That(await File.ReadAllTextAsync(assembler), Does.Contain("ProcessorPlug_DisableInterrupts:"));
        Assert.That(await gdb.SendAsync("-stack-list-frames"), Does.Match("level=\"2\"[^}]*Kernel\\.BeforeRun"));
    }

    /// <summary>What VS Code's debugger does between F5 and the moment when the machine may go on.</summary>
    private static async Task ConnectAsync(GdbMachineInterface gdb, int port)
    {
        JsonElement launch = Launch;
        foreach (JsonElement command in launch.GetProperty("setupCommands").EnumerateArray())
        {
            await gdb.TypeAsync(Text(command, "text"));
        }

        await gdb.SendAsync("-environment-cd " + Text(launch, "cwd"));
        await gdb.SendAsync("-file-exec-and-symbols " + Text(launch, "program"));
        await gdb.TryAsync("-break-insert main");
        await gdb.SendAsync(
            "-target-select remote " + Text(launch, "miDebuggerServerAddress").Replace(
                $"{DebugChoices.DefaultPort}", $"{port}", StringComparison.Ordinal));
        foreach (JsonElement command in launch.GetProperty("postRemoteConnectCommands").EnumerateArray())
        {
            await gdb.TypeAsync(Text(command, "text"));
        }
    }

    /// <summary>Does the task that F5 begins with, until its output says that gdb may connect.</summary>
    private static async Task<Process> BootAsync(int port, CancellationToken patience)
    {
        JsonElement task = TaskOf("preLaunchTask");
        Assert.That(task.GetProperty("command").GetString(), Is.EqualTo("./lab"));
        string[] words = [.. task.GetProperty("args").EnumerateArray().Select(word => word.GetString()!)];
        string ready = task.GetProperty("problemMatcher").GetProperty("background").GetProperty("endsPattern").GetString()!;
        ProcessStartInfo start = new("dotnet", [typeof(LabCommandLine).Assembly.Location, .. words, "--port", $"{port}"])
        {
            WorkingDirectory = Tree.Root,
            RedirectStandardOutput = true,
        };
        Process machine = Process.Start(start)!;
        StringBuilder said = new();
        string? line;
        do
        {
            line = await machine.StandardOutput.ReadLineAsync(patience) ?? throw new AssertionException(said.ToString());
            said.AppendLine(line);
        }
        while (!Regex.IsMatch(line, ready));

        // What comes later is for nobody, but must not fill the pipe.
        _ = machine.StandardOutput.ReadToEndAsync(patience);
        return machine;
    }

    private static async Task<string> ValueAsync(GdbMachineInterface gdb, string expression) =>
        GdbMachineInterface.Field(
            (await gdb.SendAsync($"-data-evaluate-expression \"{expression}\"")).Replace("^done", "", StringComparison.Ordinal), "value");

    private static void AssertAt(string stopped, string reason, string method, string file, string line)
    {
        Assert.That(GdbMachineInterface.Field(stopped, "reason"), Is.EqualTo(reason));
        Assert.That(GdbMachineInterface.Field(stopped, "func"), Is.EqualTo(method));
        Assert.That(GdbMachineInterface.Field(stopped, "fullname"), Is.EqualTo($"{Tree.Root}/{file}"));
        Assert.That(GdbMachineInterface.Field(stopped, "line"), Is.EqualTo(line));
    }

    private static string LineOf(string file, string text) =>
        $"{Array.FindIndex(File.ReadAllLines(Path.Combine(Tree.Root, file)), line => line.Contains(text, StringComparison.Ordinal)) + 1}";

    private static JsonElement TaskOf(string property)
    {
        string label = Launch.GetProperty(property).GetString()!;
        return Settings("tasks.json").GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("label").GetString() == label);
    }

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetString()!.Replace("${workspaceFolder}", Tree.Root, StringComparison.Ordinal);

    private static JsonElement Settings(string file) => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Tree.Root, ".vscode", file)),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;
}
