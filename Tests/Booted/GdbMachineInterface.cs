using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// gdb as an editor drives it, by its machine interface (GDB/MI): a command a line, answered by a line that begins with <c>^</c>; a line
/// that begins with <c>*stopped</c> says that the machine has stopped.
/// </summary>
internal sealed class GdbMachineInterface : IDisposable
{
    private readonly Process gdb;
    private readonly CancellationToken patience;
    private readonly StringBuilder said = new();

    /// <summary>Starts gdb, in a folder that is not the repository's.</summary>
    /// <param name="patience">Ends every wait.</param>
    public GdbMachineInterface(CancellationToken patience)
    {
        this.patience = patience;
        gdb = Process.Start(new ProcessStartInfo("timeout", ["90", "gdb", "--interpreter=mi", "-nx", "-q"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Gives a command of the console's, as the debugger's settings in an editor have them.</summary>
    /// <param name="command">What a person would type.</param>
    /// <returns>What gdb said until its answer.</returns>
    public Task<string> TypeAsync(string command) => SendAsync($"-interpreter-exec console \"{command}\"");

    /// <summary>Gives a command, and fails unless it succeeds.</summary>
    /// <param name="command">The command.</param>
    /// <returns>What gdb said until its answer, the answer last.</returns>
    public async Task<string> SendAsync(string command)
    {
        string told = await TryAsync(command);
        Assert.That(told, Does.Not.Contain("^error"), $"{command}\n{said}");
        return told;
    }

    /// <summary>Gives a command that may fail.</summary>
    /// <param name="command">The command.</param>
    /// <returns>What gdb said until its answer, the answer last.</returns>
    public async Task<string> TryAsync(string command)
    {
        await gdb.StandardInput.WriteLineAsync(command.AsMemory(), patience);
        await gdb.StandardInput.FlushAsync(patience);
        return await ReadUntilAsync("^");
    }

    /// <summary>Lets the machine go on until it stops.</summary>
    /// <param name="command">How far.</param>
    /// <returns>The line that says where it stopped, and why.</returns>
    public async Task<string> GoAsync(string command)
    {
        await SendAsync(command);
        string told = await ReadUntilAsync("*stopped");
        return told[told.LastIndexOf("*stopped", StringComparison.Ordinal)..];
    }

    /// <summary>The value of a field in a line of gdb's.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The field, of which the first counts.</param>
    public static string Field(string line, string name) => Regex.Match(line, $"[,{{]{name}=\"((?:[^\"\\\\]|\\\\.)*)\"").Groups[1].Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        gdb.StandardInput.Close();
        gdb.Kill();
        gdb.Dispose();
    }

    private async Task<string> ReadUntilAsync(string beginning)
    {
        StringBuilder told = new();
        while (true)
        {
            string line = await gdb.StandardOutput.ReadLineAsync(patience) ?? throw new AssertionException($"gdb has ended\n{said}");
            said.AppendLine(line);
            told.AppendLine(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return told.ToString();
            }
        }
    }
}
