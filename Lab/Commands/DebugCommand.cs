using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Debugging;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab debug</c>: for gdb, boots QEMU paused and waits; for Bochs, whose debugger wants the terminal for itself, lays out what it needs.
/// Says in
/// either case what to type.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class DebugCommand(LabContext context) : BootingCommand(context)
{
    private const string Script = "Lab/Debugging/cosmospaging.py";
    private const string BochsFolder = "debug";
    private const int PortAttempts = 500;

    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machine and the command.</param>
    /// <returns>The exit code.</returns>
    public Task<LabExit> ExecuteAsync(DebugChoices choices, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            RunChoices boot = choices.Boot;
            IEmulator emulator = FindEmulator(boot);
            IReadOnlyList<OutsideProgram> programs = OutsidePrograms.Read(boot.Programs, []);
            IReadOnlyList<string> formats = await FormatsAsync(emulator, boot, cancellation).ConfigureAwait(false);
            string commandLine = $"variant={boot.Variant} paging={formats[0]}{KernelWords.OnlyExperiment(boot.Experiment)}";
            if (boot.Emulator == EmulatorChoice.Bochs)
            {
                return await LayOutForBochsAsync(
                    boot, programs, choices.Breaks is null ? commandLine : $"{commandLine} break={choices.Breaks}").ConfigureAwait(false);
            }

            if (choices.Breaks is not null)
            {
                throw new UsageException("--break is for Bochs; in gdb, type 'break' and a method's name");
            }

            RefuseTakenPort(choices.Port);
            return await WaitForGdbAsync(emulator, boot, programs, commandLine, choices.Port, cancellation).ConfigureAwait(false);
        });

    private static void RefuseTakenPort(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException cause)
        {
            throw new UsageException($"--port {port}: {cause.Message}; choose another", cause);
        }
    }

    /// <summary>Who is told what to type must not be faster than QEMU. Should QEMU end instead, what follows notices.</summary>
    private static async Task WaitForPortAsync(IMachine machine, int port, CancellationToken cancellation)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(20);
        for (int attempt = 0; attempt < PortAttempts; attempt++)
        {
            if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port))
            {
                return;
            }

            await machine.WaitForLineAsync(_ => false, interval, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<LabExit> WaitForGdbAsync(
        IEmulator emulator, RunChoices boot, IReadOnlyList<OutsideProgram> programs, string commandLine, int port,
            CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        MachineDefinition definition = Define(boot, commandLine, WriteArchive(folder, programs)) with
        {
            StartPaused = true,
            ExtraArguments = ["-gdb", string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1:{port}")],
        };
        IMachine machine = emulator.Start(definition);
        await using (machine.ConfigureAwait(false))
        {
            await WaitForPortAsync(machine, port, cancellation).ConfigureAwait(false);
            await Context.Output.WriteLineAsync(
                $"""
                {Booted(boot, commandLine)}: QEMU waits before its first instruction. In another terminal, in {Context.Tree.Root}:

                    gdb -x {Script} -ex 'target remote 127.0.0.1:{port}'{(boot.BootsDisc ? "" : " " + Path.GetRelativePath(Context.Tree.Root, KernelOf(boot)))}

                There, for a beginning:

                    break FaultHandler.Handle         stops at a fault of a task; 'continue' boots and goes there
                    pt $eip                           walks the tables for an address: 'help pt'
                    maps     task     faults          the address space, the tasks, the last faults

                Docs/Debugging.md has more. What the guest writes comes here; Ctrl-C ends the machine.

                """).ConfigureAwait(false);
            await Context.Output.FlushAsync(cancellation).ConfigureAwait(false);
            await machine.WaitForLineAsync(Show, TimeSpan.MaxValue, cancellation).ConfigureAwait(false);
            MachineEnd end = await machine.WaitForEndAsync(TimeSpan.MaxValue, cancellation).ConfigureAwait(false);
            BootResult result = new(end, new GuestTranscript(machine.Lines), machine.EmulatorWords, TimeSpan.MaxValue);
            if (result.Breakdown is not { } breakdown)
            {
                return end.Signal == GuestSignal.SomeFailed ? LabExit.Failed : LabExit.Held;
            }

            // QEMU ends in the same way after gdb's 'kill' and after a triple fault.
            Context.Complain(end.Signal == GuestSignal.Reset ? breakdown + ", or gdb's 'kill'" : breakdown);
            PrintLastLines(result);
            return LabExit.GuestBroken;
        }
    }

    private string BiosWord() => string.Concat(new BochsProgram(Context.SearchPath).BiosWords.Select(word => $" '{word}'"));

    private static string Booted(RunChoices boot, string commandLine) => boot switch
    {
        { BootsDisc: true } => boot.Image!.Path,
        { Image: { } image } => $"{image.Path}, {commandLine}",
        _ => $"{boot.Layout} layout, {commandLine}",
    };

    private bool Show(ConsoleLine line)
    {
        foreach (string piece in GuestLines.Show(line, Context.OutputWidth))
        {
            Context.Output.WriteLine(piece);
        }

        Context.Output.Flush();
        return false;
    }

    private async Task<LabExit> LayOutForBochsAsync(RunChoices boot, IReadOnlyList<OutsideProgram> programs, string commandLine)
    {
        using SessionFolder folder = new();
        string kernel = KernelOf(boot);
        string place = Directory.CreateDirectory(Path.Combine(Context.Tree.Products, BochsFolder)).FullName;
        new BootDisc(Context.SearchPath).Write(
            Path.Combine(place, "boot.iso"), kernel, WriteArchive(folder, programs), new BootMenu(
                [new MenuEntry("CosmosPaging", commandLine)]));
        await File.WriteAllTextAsync(
            Path.Combine(place, "kernel.sym"),
            KernelSymbols.ForBochs(await File.ReadAllBytesAsync(kernel).ConfigureAwait(false))).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(place, "bochs.rc"), $"ldsym global \"out/{BochsFolder}/kernel.sym\"\n")
            .ConfigureAwait(false);
        string bochs = string.Join(' ', ["bochs", "-q", "-f", "Bochs.cfg", .. new BochsProgram(Context.SearchPath).DebuggerWords]);
        await Context.Output.WriteLineAsync(
            $"""
            {Booted(boot, commandLine)}: a disc and the kernel's symbols are in {place}. In {Context.Tree.Root}:

                {bochs} -rc out/{BochsFolder}/bochs.rc 'ata0-master: type=cdrom, path=out/{BochsFolder}/boot.iso, status=inserted'{BiosWord()}{(boot.Processor is null ? "" : $" 'cpu: model={boot.Processor}'")}

            There, for a beginning:

                c                                 boots; stops where '--break start', 'task' or 'fault' said, and at Ctrl-C
                lb "FaultHandler.Handle"          stops at a method; 'info symbols' lists them, 'u' shows code with their names
                page 0xc0100000                   the entries by which an address is translated
                info tab     creg     r           what is mapped, control registers, registers

            Docs/Debugging.md has more.
            """).ConfigureAwait(false);
        return LabExit.Held;
    }
}
