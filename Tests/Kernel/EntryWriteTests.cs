using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// An entry while it is written. A walk may come between the two halves of eight bytes, and the kernel may need that very entry for its own
/// code, its stack or the table that the entry is in.
/// </summary>
internal sealed unsafe class EntryWriteTests
{
    private const ulong Small = PageEntry.PresentBit | PageEntry.WriteBit;
    private const ulong Large = Small | PageEntry.LargeBit | PageEntry.GlobalBit;
    private const ulong SetByTheProcessor = PageEntry.AccessedBit;
    private const ulong Data = PageEntry.ExecuteDisableBit;
    private const int ChangesToSee = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static IEnumerable<TestCaseData<ulong, ulong>> Changes =>
    [
        new TestCaseData<ulong, ulong>(
            0x3C01000 | PageEntry.PresentBit, 0x3C01000 | PageEntry.PresentBit | SetByTheProcessor) { TestName = "{m}(a copy is renewed)" },
        new TestCaseData<ulong, ulong>(0x200000 | Large, 0x3C02000 | Small) { TestName = "{m}(a large page and a table)" },
        new TestCaseData<ulong, ulong>(0x200000 | Large | Data, 0x3C02000 | Small) { TestName = "{m}(a large page of data and a table)" },
        new TestCaseData<ulong, ulong>(
            0x203000 | Small | Data, 0x203000 | PageEntry.PresentBit | Data) { TestName = "{m}(a page is sealed)" },
        new TestCaseData<ulong, ulong>(0x203000 | Small | Data, 0x204000 | PageEntry.PresentBit) { TestName = "{m}(another page)" },
    ];

    /// <summary>Another thread stands for the processor's walk. It reads until it has seen both entries many times.</summary>
    [TestCaseSource(nameof(Changes))]
    public void WhatIsPresentBeforeAndAfterwardsIsPresentAllTheTime(ulong one, ulong other)
    {
        ulong* at = (ulong*)NativeMemory.AlignedAlloc(sizeof(ulong), sizeof(ulong));
        try
        {
            *at = one;
            using CancellationTokenSource end = new();
            Thread writer = new(() => Alternate(at, one, other, end.Token));
            writer.Start();
            HashSet<ulong> seen = [];
            int changes = 0;
            Stopwatch watch = Stopwatch.StartNew();
            for (ulong last = 0; changes < ChangesToSee && watch.Elapsed < Patience;)
            {
                ulong now = Volatile.Read(ref *at);
                if (now != last)
                {
                    seen.Add(now);
                    changes++;
                    last = now;
                }
            }

            end.Cancel();
            writer.Join();
            Assert.That(seen, Is.SupersetOf(new[] { one, other }), "the test has seen nothing");
            Assert.That(seen, Is.SubsetOf(new[] { one, other, one | ((one | other) & Data), other | ((one | other) & Data) }));
        }
        finally
        {
            NativeMemory.AlignedFree(at);
        }
    }

    [Test]
    public void WhateverIsThereTheNewEntryIsThereAfterwards()
    {
        ulong[] entries = [0, 0x203000 | PageEntry.KeptBit, 0x203000 | Small, 0x203000 | Small | Data, ulong.MaxValue];
        foreach (ulong before in entries)
        {
            foreach (ulong after in entries)
            {
                ulong held = before;
                PagingFormat.Pae.Write((uint*)&held, new PageEntry(after));
                Assert.That(held, Is.EqualTo(after), $"{before:x16}");
                held = before;
                PagingFormat.TwoLevel.Write((uint*)&held, new PageEntry(after));
                Assert.That(held, Is.EqualTo((before & 0xFFFFFFFF00000000) | (after & 0xFFFFFFFF)), $"{before:x16}");
            }
        }
    }

    private static void Alternate(ulong* at, ulong one, ulong other, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            PagingFormat.Pae.Write((uint*)at, new PageEntry(other));
            PagingFormat.Pae.Write((uint*)at, new PageEntry(one));
        }
    }
}
