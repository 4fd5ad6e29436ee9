using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Tests.Subset.Fixtures;

/// <summary>
/// What breaks a rule of the kernel's own, and what looks like it and does not. The end of a line says what is found there.
/// </summary>
internal static class RuleCode
{
    public static bool Dropped(PageTables tables, LinearRange range) =>
        tables.TryChangeRights(range, PageRights.None, PageRights.Write, out _); // rule: dropped StaleTranslation

    public static void DroppedResult()
    {
        Make(); // rule: dropped StaleTranslation result
    }

    public static bool Flushed(PageTables tables, LinearRange range)
    {
        bool isDone = tables.TryChangeRights(range, PageRights.None, PageRights.Write, out StaleTranslation stale);
        stale.Flush();
        return isDone;
    }

    public static StaleTranslation Returned(PageTables tables, LinearRange range)
    {
        tables.TryChangeRights(range, PageRights.None, PageRights.Write, out StaleTranslation stale);
        return stale;
    }

    public static void HandedOn(PageTables tables, LinearRange range, out StaleTranslation stale) =>
        tables.TryChangeRights(range, PageRights.None, PageRights.Write, out stale);

    private static StaleTranslation Make() => StaleTranslation.Everything;
}
