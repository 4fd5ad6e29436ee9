using System.Diagnostics;
using System.IO;
using System.Text;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>
/// A multiboot image that is assembled for a test, writes given bytes on COM1 and then ends in a given way. With it the host tool is tested
/// against a real emulator and a guest that does exactly what the test needs, right or wrong.
/// </summary>
internal static class FakeKernel
{
    private const string Source =
        """
        bits 32
        org 0x100000
        flags equ 0x10000                   ; bit 16: the addresses below say where to load, no ELF header needed
        header:
            dd 0x1BADB002, flags, -(0x1BADB002 + flags)
            dd header, header, 0, 0, start
        start:
            mov dx, 0x3FB                   ; 8 bits a character: QEMU's serial port does not mind, Bochs' does
            mov al, 3
            out dx, al
            mov esi, words
            mov ecx, words.end - words
        next:
            jecxz ending
        wait_for_room:
            mov dx, 0x3FD
            in al, dx
            test al, 0x20
            jz wait_for_room
            lodsb
            mov dx, 0x3F8
            out dx, al
            dec ecx
            jmp next
        ending:
            mov dx, 0x3FD
        wait_for_the_last:
            in al, dx
            test al, 0x40
            jz wait_for_the_last
            ENDING
        words: incbin "words.bin"
        .end:
        """;

    /// <summary>Assembles an image.</summary>
    /// <param name="folder">Where to work.</param>
    /// <param name="image">Where the image goes.</param>
    /// <param name="words">What it writes on COM1.</param>
    /// <param name="ending">What it does then: one of <see cref="Endings"/>.</param>
    public static void Assemble(string folder, string image, byte[] words, string ending)
    {
        File.WriteAllText(Path.Combine(folder, "fake.asm"), Source.Replace("ENDING", ending));
        File.WriteAllBytes(Path.Combine(folder, "words.bin"), words);
        ProcessStartInfo start = new("nasm", ["-f", "bin", "-o", image, "fake.asm"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        using Process nasm = Process.Start(start)!;
        string complaints = nasm.StandardError.ReadToEnd();
        nasm.WaitForExit();
        Assert.That(nasm.ExitCode, Is.Zero, complaints);
    }

    /// <summary>Assembles an image that writes text.</summary>
    public static void Assemble(string folder, string image, string words, string ending) =>
        Assemble(folder, image, Encoding.UTF8.GetBytes(words), ending);
}
