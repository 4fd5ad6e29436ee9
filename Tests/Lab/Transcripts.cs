using System;
using System.Text;

namespace CosmosPaging.Tests.Lab;

/// <summary>What kernels might write.</summary>
internal static class Transcripts
{
    public const string Fault =
        "#PF 0001 task=read-kernel-text mapping=shared paging=two-level eip=40000013 cr2=c0101000 error=05[user,read,protection] "
        + "pde=00118023 pte=00101121 verdict=supervisor-only : the kernel page is mapped here, but U/S=0 forbids ring 3";

    public const string SharedRun =
        """
        run: variant=shared paging=two-level layout=high experiments=2
        task: pid=1 name=hello file=hello.elf
        [1 hello] hello from ring 3
        exit: pid=1 name=hello status=42
        invariants: name=hello result=held checked=8 trees=1
        check: name=hello result=held expected=exit-42 got=exit-42 : prints and exits with 42
        task: pid=2 name=read-kernel-text file=read-kernel-text.elf
        #PF 0001 task=read-kernel-text mapping=shared paging=two-level eip=40000013 cr2=c0101000 error=05[user,read,protection] pde=00118023 pte=00101121 verdict=supervisor-only : the kernel page is mapped here, but U/S=0 forbids ring 3
        exit: pid=2 name=read-kernel-text status=139
        invariants: name=read-kernel-text result=held checked=8 trees=1
        check: name=read-kernel-text result=held expected=#PF-05-supervisor-only got=#PF-05-supervisor-only : reads the first byte of the kernel's text
        end: variant=shared paging=two-level held=2 failed=0

        """;

    public const string FourFourRun =
        """
        run: variant=fourfour paging=two-level layout=high experiments=2
        task: pid=1 name=hello file=hello.elf
        [1 hello] hello from ring 3
        exit: pid=1 name=hello status=42
        invariants: name=hello result=held checked=8 trees=1
        check: name=hello result=held expected=exit-42 got=exit-42 : prints and exits with 42
        task: pid=2 name=read-kernel-text file=read-kernel-text.elf
        #PF 0002 task=read-kernel-text mapping=fourfour paging=two-level eip=40000013 cr2=c0101000 error=04[user,read,not-present] pde=00000000 verdict=not-mapped-here : this directory has no entry for the kernel
        exit: pid=2 name=read-kernel-text status=139
        invariants: name=read-kernel-text result=held checked=8 trees=1
        check: name=read-kernel-text result=held expected=#PF-04-not-mapped-here got=#PF-04-not-mapped-here : reads the first byte of the kernel's text
        end: variant=fourfour paging=two-level held=2 failed=0

        """;

    public const string Boot = "boot: layout=high paging=two-level memory=67108864\n";

    /// <summary>The run under each mapping that the kernel has; those that hide the kernel say the same.</summary>
    public static readonly string GoodAll = Boot + SharedRun + FourFourRun
        + FourFourRun.Replace("=fourfour", "=kpti", StringComparison.Ordinal).Replace("#PF 0002", "#PF 0003", StringComparison.Ordinal)
        + "done: held=6 failed=0\n";

    public const string Good = Boot + SharedRun + FourFourRun + "done: held=4 failed=0\n";

    public const string GoodShared = Boot + SharedRun + "done: held=2 failed=0\n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
