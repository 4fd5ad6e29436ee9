using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// The cells that one boot can go through: each kernel mapping in each paging format that the processor has. The kernel's own tables are
/// built once in each format, when they are first asked for, around the same trampoline.
/// </summary>
internal sealed class KernelCells
{
    private readonly Machine machine;
    private readonly ImageSection[] image;
    private readonly PhysicalAddress guardPage;
    private readonly KernelSpace first;
    private readonly MappingKind[] kinds;
    private readonly KernelMapping?[] mappings;
    private KernelSpace? second;
    private PagingFormat inForce;

    /// <summary>Starts from the tables in force.</summary>
    /// <param name="first">The kernel's tables, in force.</param>
    /// <param name="otherFormat">The format that these do not have; null if the processor knows no other.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="image">The kernel's sections.</param>
    /// <param name="guardPage">The page to leave out.</param>
    /// <param name="kinds">The mappings: <see cref="MappingTable.Rows"/>, but for a test.</param>
    public KernelCells(
        KernelSpace first,
        PagingFormat? otherFormat,
        Machine machine,
        ImageSection[] image,
        PhysicalAddress guardPage,
        MappingKind[] kinds)
    {
        this.kinds = kinds;
        mappings = new KernelMapping?[2 * kinds.Length];
        this.first = first;
        this.machine = machine;
        this.image = image;
        this.guardPage = guardPage;
        inForce = first.Tables.Format;
        OtherFormat = otherFormat;
    }

    /// <summary>The format that the boot did not begin with; null if the processor has but one.</summary>
    public PagingFormat? OtherFormat { get; }

    /// <summary>The format that is not in force.</summary>
    public PagingFormat NextFormat => OtherFormat == null || inForce == OtherFormat ? first.Tables.Format : OtherFormat;

    /// <summary>The kernel's own tables in a format.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The tables; null if they were never needed.</returns>
    public PageTables? Kernel(PagingFormat format) =>
        format == first.Tables.Format ? first.Tables : second != null && format == second.Tables.Format ? second.Tables : null;

    /// <summary>The mapping that follows another in the table; after the last, the first.</summary>
    /// <param name="kind">A mapping.</param>
    /// <returns>The next.</returns>
    public MappingKind Next(MappingKind kind) => kinds[(PlaceOf(kind) + 1) % kinds.Length];

    /// <summary>Puts the kernel's tables of a format in force. There must be no task.</summary>
    /// <param name="format">One that the processor has.</param>
    /// <param name="kind">Which mapping is wanted.</param>
    /// <returns>The mapping; to be given to the scheduler.</returns>
    public KernelMapping Enter(PagingFormat format, MappingKind kind)
    {
        KernelSpace space = format == first.Tables.Format ? first : Second(format);
        if (format != inForce)
        {
            PagingSwitch.TurnOn(space.Tables, machine.Memory, machine.Layout);
            TrapEntry.UseTables(space.Tables);
            inForce = format;
        }

        int place = (space == first ? 0 : kinds.Length) + PlaceOf(kind);
        return mappings[place] ??= new KernelMapping(kind, space.Tables, machine);
    }

    private int PlaceOf(MappingKind kind)
    {
        int place = 0;
        while (kinds[place] != kind)
        {
            place++;
        }

        return place;
    }

    private KernelSpace Second(PagingFormat format)
    {
        if (second == null)
        {
            second = KernelSpace.Build(format, machine, image, guardPage);
            second.CopyFrom(first);
        }

        return second;
    }
}
