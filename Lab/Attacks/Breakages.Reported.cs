using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <content>What only the programs of public bugs must notice.</content>
public static partial class Breakages
{
    private const string OfProcesses = "CosmosKernel/Calls/ProcessCalls.cs";

    private static Breakage[] Reported() =>
    [
        new(
            "no-flush-after-unmap",
            "the TLB keeps pages that munmap has taken",
            OfPages,
            "RemovePages",
            "view.Flush(new StaleTranslation(range));",
            "")
        {
            PublicBugs = ["keystone-341", "nanos-207"],
        },
        new(
            "first-page-flushed-after-unmap",
            "of the pages that munmap has taken, the TLB forgets the first alone",
            OfPages,
            "RemovePages",
            "new StaleTranslation(range)",
            "new StaleTranslation(new LinearAddress(range.Start))")
        {
            PublicBugs = ["nanos-207"],
        },
        new(
            "no-flush-after-mprotect",
            "the TLB keeps the rights that mprotect has taken",
            OfSpaces,
            "TryProtect",
            "Flush(entries.Page);",
            "")
        {
            PublicBugs = ["keystone-341"],
        },
        new(
            "kernel-writes-shared-frame",
            "what the kernel writes for a task goes into the frame that a fork shares",
            OfSpaces,
            "TryWrite",
            "if (!TryFaultIn(destination, bytes, PageRights.User | PageRights.Write))",
            "if (!TryFaultIn(destination, bytes, PageRights.User))")
        {
            Cell = new CellPattern(KernelWords.FourFour),
            PublicBugs = ["uros-385", "zeke-91"],
        },
        new(
            "pdptes-kept",
            "the processor keeps the PDPTE of a gigabyte whose last page munmap has taken",
            "CosmosKernel/Paging/PageTables.cs",
            "Release",
            "emptied++;\n            if (depth == 0)",
            "emptied++;\n            if (depth == 0 && false)")
        {
            Cell = new CellPattern(Paging: KernelWords.Pae, Emulator: EmulatorChoice.Bochs),
            PublicBugs = ["haxm-152"],
        },
        new(
            "top-structure-not-cleared",
            "a task's top structure begins as whatever its frame held",
            "CosmosKernel/Paging/PageTables.cs",
            "TryAllocateTop",
            "MemoryBlock.Zero(memory.Pointer(frame), Format.Level(0).Entries * (uint)Format.EntryBytes);",
            "")
        {
            Cell = new CellPattern(Paging: KernelWords.Pae, Emulator: EmulatorChoice.Bochs),
            PublicBugs = ["acrn-3574"],
        },
        new(
            "vmalloc-entries-kept",
            "directories keep their copy of the entry of an area that is gone",
            "CosmosKernel/Mappings/VmallocArea.cs",
            "Remove",
            "mapping.CopyEntryToAll(start);",
            "")
        {
            PublicBugs = ["linux-x86-32-vmalloc"],
        },
        new(
            "vmalloc-entries-missed",
            "a directory does not get the entry of an area that the kernel misses on it",
            "CosmosKernel/Traps/KernelFaultHandler.cs",
            "TryCopyEntry",
            "return mapping.TryCopyEntry(tables, fault.Address);",
            "return false;")
        {
            PublicBugs = ["linux-x86-32-vmalloc"],
        },
        new(
            "vmalloc-calls-anywhere",
            "the calls for the vmalloc area take every address at which the kernel has a page",
            "CosmosKernel/Mappings/VmallocArea.cs",
            "Holds",
            "Range.Contains(address) && address.PageOffset",
            "address.PageOffset")
        {
            PublicBugs = ["mentos-191"],
        },
        new(
            "kernel-pointers-believed",
            "a pointer to what is not user space is good",
            OfSpaces,
            "TryFaultIn",
            "        if (!Mapping.UserSpace.Contains(start, bytes))\n        {\n            return false;",
            "        if (!Mapping.UserSpace.Contains(start, bytes))\n        {\n            return true;")
        {
            PublicBugs = ["mentos-191", "basekernel-230"],
        },
        new(
            "calls-bring-no-page",
            "a call refuses a pointer to a page that has not been touched yet",
            OfSpaces,
            "TryFaultIn",
            "if (IsRefused(FaultIn(page, wanted)))",
            "if ((isInForce && (Tables.Read(page) & (uint)PageEntry.PresentBit) == 0) || IsRefused(FaultIn(page, wanted)))")
        {
            PublicBugs = ["fiwix-22"],
        },
        new(
            "child-with-other-flags",
            "a forked child begins with DF=0, whatever its parent had",
            OfProcesses,
            "Fork",
            "child->Registers->Cr3 = child->Trees.InRing3.Value;",
            "child->Registers->Cr3 = child->Trees.InRing3.Value; child->Registers->Eflags &= ~Eflags.Direction;")
        {
            PublicBugs = ["nanvix-186"],
        },
        new(
            "hint-not-rounded",
            "mmap2 takes a hint as it is, in the middle of a page",
            "CosmosKernel/Calls/MemoryCalls.cs",
            "Place",
            "uint hint = Frame.RoundDown(address);",
            "uint hint = address;")
        {
            PublicBugs = ["serenity-8484"],
        },
    ];
}
