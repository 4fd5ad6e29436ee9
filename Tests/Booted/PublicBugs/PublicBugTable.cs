using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Attacks;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// The reports. Each has a program of its name in this folder, but for those about ELF files, whose files <see cref="OddElfFiles"/> makes.
/// </summary>
internal static class PublicBugTable
{
    /// <summary>All of them, in the order in which their programs are run.</summary>
    public static IReadOnlyList<PublicBug> All { get; } =
    [
        Kept("Keystone", "341", "mmap, munmap and mprotect changed page tables and left the TLB as it was"),
        Kept("Nanos", "207", "pages unmapped over a page table's edge could be reached by the TLB when their frames had other uses"),
        Kept("Uros", "385", "what the kernel wrote for a task went into a page that a fork shared, and so into the other task's memory"),
        Kept("Zeke", "91", "the kernel's copy to a task did not look for copy on write, and hung or failed"),
        Kept("HAXM", "152", "the processor's PDPTEs and those in memory went apart; a later load took the old ones"),
        Kept("ACRN", "3574", "PDPTEs were loaded from wherever CR3 pointed, without a look at whether there was anything"),
        Kept("Linux-x86-32", "vmalloc", "in 2019 and 2020 directories kept entries of vmalloc areas that were gone, and missed new ones"),
        new("MentOS", "191", "system calls read and wrote at any address that a program named, the kernel's included"),
        new("basekernel", "230", "the check of a program's pointers was a dummy"),
        new("Pintos", "sc-boundary", "a call whose words lie across two pages, or where nothing is, ends a kernel that follows ESP"),
        new("Fiwix", "22", "a system call that was the first to touch a page of the stack made the kernel fault"),
        new("Asterinas", "3781", "rt_sigreturn took EFLAGS from the stack as they were: IOPL 3 for everybody"),
        new("Asterinas", "3920", "rt_sigreturn took bits of MXCSR and an EIP that cannot be, and the kernel itself faulted over them"),
        new("ToaruOS", "306", "ptrace let a program set another's CS and IOPL to those of ring 0"),
        new("Serenity", "16129", "a signal's handler began with the program's DF and TF"),
        new("ReactOS", "6801", "NT stayed set on the way into a system call, and the kernel's IRET raised #GP"),
        new("Nanvix", "186", "the way back from fork changed the flags"),
        new("CVE", "2018-8897", "a #DB that MOV SS or POP SS held back came in the kernel, behind an INT"),
        new("Serenity", "26041", "a forked child got its parent's x87 and SSE state as of the last switch, not the present one"),
        new("Serenity", "8484", "an mmap at an unusual power of two failed an assertion of the kernel's"),
        new("LTP", "185", "the stack grew into a mapping below it: a gap between them was missing or too small"),
        new("Serenity", "4566", "an ELF file with an odd p_memsz or p_align failed an assertion of the kernel's"),
        new("DragonOS", "1727", "an ELF file with a segment larger than all memory made the kernel panic"),
        new("tgoskits", "1737", "an ELF file whose p_vaddr and p_offset do not go together failed an assertion of the kernel's"),
    ];

    /// <summary>Those that have a program.</summary>
    public static IEnumerable<PublicBug> WithPrograms => All.Where(bug => OddElfFiles.All.All(file => file.Group != bug.Name));

    private static PublicBug Kept(string project, string number, string wrong) =>
        new(project, number, wrong) { IsAboutWhatIsKept = true };
}
