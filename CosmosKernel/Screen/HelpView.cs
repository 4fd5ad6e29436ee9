using CosmosKernel.Devices;

namespace CosmosKernel.Screen;

/// <summary>What the keys do, and what the screen shows.</summary>
internal sealed class HelpView : View
{
    private static readonly HelpLine[] Lines =
    {
        new(string.Empty, "Why can a user program not touch the kernel?", true),
        new("V", "the next kernel mapping: shared (mapped, but supervisor-only), 4:4"),
        new(string.Empty, "split, page-table isolation (not mapped). Compare the strip's red."),
        new("F", "the other paging format: two-level, or PAE with NX"),
        new("T", "the address space of the next task, or the kernel's own"),
        new("S", "one step: load the next experiment, look at its tasks, run it"),
        new("N", "the next experiment, from its load to its end"),
        new("P", "the experiment before, to be loaded again"),
        new("A", "all experiments, one after the other; any key stops"),
        new("Up Down", "choose one of the last faults"),
        new("Enter", "that fault in detail: each entry of the walk, bit by bit"),
        new("B", "browse the page tables of the address space that is shown"),
        new("H", "this"),
        new("Esc", "back to the overview"),
        new("Q", "end: the machine halts"),
        new(string.Empty, "What the colours mean", true),
        new("green", "the task's pages: U/S=1 at every level, ring 3 may use them"),
        new("red", "the kernel's: mapped, but U/S=0 at some level"),
        new("magenta", "the trampoline: the few pages by which a trap enters the kernel"),
        new("yellow", "page tables"),
        new("rwx", "read, write, execute, as all levels together allow"),
    };

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, LiveState state)
    {
        DrawTitle(canvas, state);
        for (int i = 0; i < Lines.Length; i++)
        {
            HelpLine line = Lines[i];
            canvas.At(2, i + 2, Style.Strong).Text(line.Key, line.IsHeading ? 0 : 10).In(line.IsHeading ? Style.Heading : Style.Text)
                .Text(line.Meaning);
        }

        DrawKeys(canvas, "|Esc back");
    }

    /// <inheritdoc/>
    public override bool TryKey(Key key, LiveState state) => false;
}
