using System;
using System.ComponentModel;
using System.IO;
using System.Threading.Tasks;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab iso</c>: a CD image for every machine and emulator with a BIOS, and a description of a machine for VMware.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class IsoCommand(LabContext context)
{
    private const string DiscName = "CosmosPaging.iso";
    private const string MachineName = "CosmosPaging.vmx";
    private const string DebugMachineName = "CosmosPaging-debug.vmx";

    /// <summary>Does it.</summary>
    /// <param name="image">The kernel for the disc; none takes the embedded kit's.</param>
    /// <returns>The exit code.</returns>
    public async Task<LabExit> ExecuteAsync(GuestImage? image)
    {
        string kernel = image?.Path ?? context.Tree.StrippedKernelImage;
        BootDisc discs = new(context.SearchPath);
        if ((discs.FindMissing()?.Advice ?? context.Tree.FindMissing(kernel)) is { } missing)
        {
            context.Complain(missing);
            return LabExit.Prerequisite;
        }

        try
        {
            string disc = Path.Combine(Directory.CreateDirectory(context.Tree.Products).FullName, DiscName);
            string machine = Path.Combine(context.Tree.Products, MachineName);
            string debugMachine = Path.Combine(context.Tree.Products, DebugMachineName);
            using (BootProgress progress = context.Progress("files", 3))
            {
                discs.Write(disc, kernel, context.Tree.ProgramsArchive, BootMenu.ForPeople);
                progress.Step();
                await File.WriteAllTextAsync(machine, VmwareMachine.Text(DiscName)).ConfigureAwait(false);
                progress.Step();
                await File.WriteAllTextAsync(debugMachine, VmwareMachine.Text(DiscName, waitsForDebugger: true)).ConfigureAwait(false);
                progress.Step();
            }

            string size = $"({new FileInfo(disc).Length / 1024.0 / 1024.0:0.00} MB)";
            await context.Output.WriteLineAsync($"{disc} {size}\n{machine}\n{debugMachine}").ConfigureAwait(false);
            return LabExit.Held;
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException or Win32Exception)
        {
            context.Complain(cause.Message);
            return LabExit.Prerequisite;
        }
    }
}
