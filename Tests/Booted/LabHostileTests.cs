using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Running;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>Programs that end the emulator itself, or hold it for ever. The kernel cannot help it; the lab says what happened.</summary>
internal sealed class LabHostileTests
{
    private const string Head =
        """
        bits 32
        org 0x40000000
        file:
            db 0x7F, "ELF", 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
            dw 2, 3                             ; ET_EXEC, EM_386
            dd 1, start, program_header - file, 0, 0
            dw 52, 32, 1, 0, 0, 0
        program_header:
            dd 1, 0, file, file, file.end - file, file.end - file, 7, 0x1000

        """;

    /// <summary>
    /// The quotient of -8000000000000000h by -1 does not fit: #DE. QEMU's TCG has the host divide the 64 bits of EDX:EAX, and the host gets
    /// the exception.
    /// </summary>
    private const string DivideOverflow = Head +
        """
        start:
            mov edx, 0x80000000
            xor eax, eax
            or ecx, -1
            idiv ecx
            mov eax, 1
            mov ebx, 9
            int 0x80
        file.end:
        """;

    /// <summary>IRET to virtual-8086 mode with IOPL=3 and IF=0, to a jump to itself at 10000h. At CPL 3 a processor ignores VM.</summary>
    private const string EnterVirtual8086 = Head +
        """
        start:
            mov eax, 192                        ; mmap2, MAP_FIXED
            mov ebx, 0x10000
            mov ecx, 0x1000
            mov edx, 7
            mov esi, 0x32
            mov edi, -1
            xor ebp, ebp
            int 0x80
            mov word [0x10000], 0xFEEB          ; jmp $
            push dword 0                        ; GS, FS, DS, ES
            push dword 0
            push dword 0
            push dword 0
            push dword 0x1000                   ; SS:ESP
            push dword 0x800
            push dword 0x00023002               ; VM=1, IOPL=3, IF=0
            push dword 0x1000                   ; CS:EIP
            push dword 0
            iret
        file.end:
        """;

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-hostile-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task ADivisionThatEndsQemuIsNamed([Values("two-level", "pae")] string paging)
    {
        (LabExit exit, string output) = await RunAsync("divide", DivideOverflow, EmulatorChoice.Qemu, paging);

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), output);
        Assert.That(output, Does.Contain("problem: the emulator itself died, which is no end of the guest's, by SIGFPE (exit code 136)"));
        Assert.That(output, Does.Contain("; task 1 divide was running last\n"));
    }

    [Test]
    public async Task InBochsTheSameDivisionIsAnException()
    {
        (LabExit exit, string output) = await RunAsync("divide", DivideOverflow, EmulatorChoice.Bochs, "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Held), output);
        Assert.That(output, Does.Contain("program divide, pid 1: status 136").And.Contain("#DE 0001 task=divide "));
    }

    /// <summary>
    /// QEMU 7.2 enters virtual-8086 mode for anybody. Nothing in the guest can end this; the lab does, long before its time limit. QEMU
    /// 10.0 does as the SDM says: there is nothing to end, since the IRET is #GP.
    /// </summary>
    [TestCase("shared", "two-level")]
    [TestCase("fourfour", "pae")]
    public async Task ATaskThatSpinsWithInterruptsOffIsNamed(string variant, string paging)
    {
        (LabExit exit, string output) = await RunAsync(
            "old", EnterVirtual8086, EmulatorChoice.Qemu, paging, "--variant", variant, "--timeout", "3600");

        Version? qemu = new QemuEmulator(Environment.GetEnvironmentVariable("PATH")).FindVersion();
        if (EmulatorDeviation.ProblemWith("qemu-iret-vm", EmulatorChoice.Qemu, qemu) is not null)
        {
            Assert.That(exit, Is.EqualTo(LabExit.Held), output);
            Assert.That(output, Does.Contain("program old, pid 1: status 139").And.Contain("#GP 0002 task=old "));
            return;
        }

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), output);
        Assert.That(output, Does.Contain(
            "problem: task 1 old spins in virtual-8086 mode at CS:EIP 1000:00000000, interrupts off: no tick of the clock can end it\n"));
    }

    private async Task<(LabExit Exit, string Output)> RunAsync(
        string name, string source, string emulator, string paging, params string[] more)
    {
        string text = Path.Combine(folder, name + ".asm");
        string program = Path.Combine(folder, name + ".elf");
        await File.WriteAllTextAsync(text, source);
        using Process nasm = Process.Start("nasm", ["-f", "bin", "-o", program, text]);
        await nasm.WaitForExitAsync();
        Assert.That(nasm.ExitCode, Is.Zero);
        StringWriter output = new();
        LabContext context = new(BuildTree.Find(AppContext.BaseDirectory)!, output, output)
        {
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
        };
        LabExit exit = await new LabCommandLine(context).RunAsync(
            ["run", "--emulator", emulator, "--paging", paging, "--experiment", "none", "--program", program, .. more]);
        return (exit, output.ToString());
    }
}
