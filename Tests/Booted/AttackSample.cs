using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The attacks that every run of the tests tries, always the same: those that are quick, with a part of their cases. Each emulator has each
/// layout once, and each paging format once, in both mappings; what one has in the high layout the other has in the low one. In QEMU both
/// boots have all rows. Bochs is slow: there each row is in one boot of the two.
/// </summary>
internal static class AttackSample
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<Attack> All { get; } = [.. AttackTable.All.Where(attack => attack.InSample)];

    /// <summary>The boots, each of which goes through both mappings.</summary>
    public static IReadOnlyList<Cell> Boots { get; } =
    [
        .. KernelBoot.Boots.Where(
            boot => (boot.Emulator == EmulatorChoice.Qemu) ^ (boot.Layout == KernelWords.High) ^ (boot.Paging == KernelWords.Pae)),
    ];

    /// <summary>The cells of a boot.</summary>
    /// <param name="boot">The boot.</param>
    public static IReadOnlyList<Cell> Cells(Cell boot) =>
        [.. Offer.Variants.Resolve(KernelWords.All).Select(variant => boot with { Variant = variant })];

    /// <summary>The rows that are tried in a boot, in the table's order.</summary>
    /// <param name="boot">The boot.</param>
    public static IReadOnlyList<Attack> Rows(Cell boot)
    {
        if (boot.Emulator == EmulatorChoice.Qemu)
        {
            return [.. All.Where(attack => Matters(attack, boot))];
        }

        Cell[] boots = [.. Boots.Where(other => other.Emulator == boot.Emulator)];
        Dictionary<Cell, List<Attack>> dealt = boots.ToDictionary(each => each, _ => new List<Attack>());
        foreach (Attack attack in All)
        {
            // Where it can notice most; of two such boots the one that has fewer rows.
            dealt[boots.OrderByDescending(each => Weight(attack, each)).ThenBy(each => dealt[each].Count).First()].Add(attack);
        }

        return dealt[boot];
    }

    private static bool Matters(Attack attack, Cell boot) => Cells(boot).Any(attack.IsFor);

    /// <summary>In how many cells of a boot it can be tried; if there are any, also how many of its breakages show there alone.</summary>
    private static int Weight(Attack attack, Cell boot)
    {
        int cells = Cells(boot).Count(attack.IsFor);
        IEnumerable<Breakage> noticed = Breakages.All.Where(breakage => attack.Notices.Contains(breakage.Name));
        return cells == 0 ? 0 : cells + noticed.Count(breakage => breakage.Cell.Paging == boot.Paging);
    }
}
