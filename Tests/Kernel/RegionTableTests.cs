using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// The table of regions against the simplest table there is: one entry for each page. It must refuse just what would leave too many
/// regions.
/// </summary>
internal sealed unsafe class RegionTableTests
{
    private const uint Base = 0x40000000;
    private const int Pages = 300;
    private const int Steps = 30000;

    [Test]
    public void ATableThatIsNearlyFullTakesWhateverFits([Values(1, 2, 3)] int seed)
    {
        UserTask* task = UserMachine.NewTask();
        var table = new RegionTable(task);
        var model = new (RegionKind Kind, PageRights Rights)?[Pages];
        Random random = new(seed);
        int refused = 0;
        int whenFull = 0;
        for (int step = 0; step < Steps; step++)
        {
            int first = random.Next(Pages);
            int last = Math.Min(Pages - 1, first + random.Next(random.Next(8) == 0 ? 20 : 3));
            var range = new LinearRange(Base + ((uint)first * Frame.Size), Base + ((uint)last * Frame.Size) + Frame.Size - 1);
            RegionKind kind = random.Next(2) == 0 ? RegionKind.Mapping : RegionKind.Heap;
            PageRights rights = random.Next(2) == 0 ? PageRights.User : PageRights.User | PageRights.Write;
            var after = ((RegionKind Kind, PageRights Rights)?[])model.Clone();
            bool fits;
            int operation = random.Next(4);
            if (operation == 0)
            {
                Array.Fill(after, null, first, last - first + 1);
                fits = table.CanRemove(range);
            }
            else if (operation < 3 || model[first..(last + 1)].Any(page => page is null))
            {
                operation = 1;
                Array.Fill(after, (kind, rights), first, last - first + 1);
                fits = table.CanReplace(range, kind, rights);
            }
            else
            {
                for (int page = first; page <= last; page++)
                {
                    after[page] = (model[page]!.Value.Kind, rights);
                }

                fits = table.CanProtect(range, rights);
            }

            Assert.That(
                fits, Is.EqualTo(Runs(after).Count <= RegionTable.Capacity),
                $"step {step}: operation {operation} of pages {first} to {last}, {table.Count} regions");
            whenFull += table.Count == RegionTable.Capacity && fits ? 1 : 0;
            if (!fits)
            {
                refused++;
                continue;
            }

            if (operation == 3)
            {
                table.Protect(range, rights);
            }
            else
            {
                table.Remove(range);
            }

            if (operation == 1)
            {
                table.Add(range, kind, rights);
            }

            model = after;
            Assert.That(Regions(table), Is.EqualTo(Runs(model)), $"step {step}: operation {operation} of pages {first} to {last}");
        }

        Assert.That(refused, Is.GreaterThan(10), "the table was never too small");
        Assert.That(whenFull, Is.GreaterThan(10), "nothing fitted into a full table");
        NativeMemory.AlignedFree(task);
    }

    private static List<(uint Start, uint Last, RegionKind Kind, PageRights Rights)> Regions(RegionTable table) =>
        [.. Enumerable.Range(0, table.Count)
            .Select(index => (table[index]->Start, table[index]->Last, table[index]->Kind, table[index]->Rights))];

    /// <summary>Pages in a row that are alike.</summary>
    private static List<(uint Start, uint Last, RegionKind Kind, PageRights Rights)> Runs((RegionKind Kind, PageRights Rights)?[] pages)
    {
        List<(uint Start, uint Last, RegionKind Kind, PageRights Rights)> runs = [];
        for (int page = 0; page < pages.Length; page++)
        {
            if (pages[page] is not { } here)
            {
                continue;
            }

            uint start = Base + ((uint)page * Frame.Size);
            uint last = start + Frame.Size - 1;
            if (page > 0 && pages[page - 1] == pages[page])
            {
                runs[^1] = runs[^1] with { Last = last };
            }
            else
            {
                runs.Add((start, last, here.Kind, here.Rights));
            }
        }

        return runs;
    }
}
