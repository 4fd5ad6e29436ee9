using System.Collections.Generic;
using System.Linq;
using System.Text;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Discs;

/// <summary>
/// A disc's boot menu, in GRUB's language. The first entry boots at once, unless there are others and somebody holds Shift, Ctrl or Alt.
/// </summary>
/// <param name="entries">The lines, the default first.</param>
public sealed class BootMenu(IReadOnlyList<MenuEntry> entries)
{
    /// <summary>
    /// The menu of a disc for people: all, then each combination alone, each with the live view. A machine whose emulator lets the guest
    /// end it still ends after the experiments.
    /// </summary>
    public static BootMenu ForPeople { get; } = new(
    [
        Entry("all mappings, both formats", KernelWords.All, KernelWords.All),
        .. from paging in Offer.Pagings.Resolve(KernelWords.All)
           from mapping in MappingTable.Rows
           select Entry($"{mapping.Title}, {(paging == KernelWords.Pae ? "PAE" : "two-level")} paging", mapping.Name, paging),
    ]);

    /// <summary>The name of the kernel's file on the disc, below <c>/boot</c>.</summary>
    public static string KernelName => "CosmosKernel.elf";

    /// <summary>
    /// Whether there is anything to choose. A disc of one line is for a machine that a tool boots: it is made for speed, others for people.
    /// </summary>
    public bool HasChoice => entries.Count > 1;

    /// <summary>
    /// The name of the programs' archive on the disc, below <c>/boot</c>. Where it is compressed GRUB decompresses it while it loads it,
    /// which takes a machine in Bochs longer than to read more.
    /// </summary>
    public string ArchiveName => HasChoice ? "programs.tar.gz" : "programs.tar";

    /// <summary>The lines, the default first.</summary>
    public IReadOnlyList<MenuEntry> Entries => entries;

    /// <summary>The menu as <c>grub.cfg</c>.</summary>
    /// <param name="protocol">What the kernel understands.</param>
    /// <param name="hasArchive">Whether the disc has an archive of programs.</param>
    /// <returns>The file's text.</returns>
    public string Text(MultibootProtocol protocol, bool hasArchive)
    {
        (string load, string module) = protocol == MultibootProtocol.Second ? ("multiboot2", "module2") : ("multiboot", "module");
        StringBuilder text = new("set default=0\nset timeout=0\n");
        if (HasChoice)
        {
            text.Append("if keystatus --shift --ctrl --alt; then\n    set timeout=-1\nfi\n");
        }

        foreach (MenuEntry entry in entries)
        {
            text.Append($"menuentry \"{entry.Title}\" {{\n    {load} /boot/{KernelName} {entry.CommandLine}\n");
            text.Append(hasArchive ? $"    {module} /boot/{ArchiveName}\n}}\n" : "}\n");
        }

        return text.ToString();
    }

    private static MenuEntry Entry(string title, string variant, string paging) =>
        new($"CosmosPaging: {title}", $"variant={variant} paging={paging} screen={KernelWords.Live}");
}
