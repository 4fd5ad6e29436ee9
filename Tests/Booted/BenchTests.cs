using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Benching;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The programs behind <c>lab bench</c>, in a small machine: what they report, and that no operation has become dearer than it was.
/// </summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class BenchTests(string emulator)
{
    private const int Megabytes = 16;

    // Instructions, in whichever cell takes most, and a little more: what was reached is kept. The aims are in Operations.
    // Where a task has two trees, the second is what a new task costs more.
    private static readonly (string Operation, int Most, int MostWithSecondTree)[] Ceilings =
    [
        ("null-call", 62, 62),
        ("yield", 178, 178),
        ("fault-delivered", 740, 740),
        ("minor-fault", 815, 815),
        ("fork-exit-wait", 14_000, 15_000),
        ("address-space", 2_000, 2_700),
    ];

    [TestCase("two-level")]
    [TestCase("pae")]
    public async Task EverythingIsMeasuredAndTenTimesFullMemoryComesBack(string paging)
    {
        string archive = Path.GetTempFileName();
        BootResult boot;
        try
        {
            OutsidePrograms.Write(archive, [("bench", OutsidePrograms.Sample("bench")), ("spawn", OutsidePrograms.Sample("spawn"))]);
            boot = await KernelBoot.BootAsync(
                emulator,
                $"variant=all paging={paging} experiments=none seconds=600",
                definition =>
                    definition with
                    {
                        Archive = archive,
                        MemoryMegabytes = Megabytes,
                        ExtraArguments = KernelBoot.CountingInstructions(
                        emulator)
                    });
        }
        finally
        {
            File.Delete(archive);
        }

        foreach (GuestRun run in OutsidePrograms.AllRuns(boot))
        {
            BenchReading bench = new(run);
            ScaleReading scale = new(run);
            TestContext.Out.WriteLine($"{run.Header.Variant}, {paging}: {scale.Live} tasks in {Megabytes} MB, "
                + $"{scale.FramesPerTask:0.0} frames a task, {bench.TableBytes} bytes of tables");
            Assert.That(bench.Problems, Is.Empty);
            Assert.That(scale.Problems, Is.Empty);
            bool hasSecondTree = KernelBoot.Mapping(run).WhileKernelRuns.IsSecondTree;
            foreach ((string operation, int usual, int withSecondTree) in Ceilings)
            {
                int most = hasSecondTree ? withSecondTree : usual;
                int? least = bench.Of(Operations.All.Single(one => one.Name == operation))?.Least;
                TestContext.Out.WriteLine($"{operation}: {least}");
                Assert.That(least, Is.InRange(20, most), $"{operation} under {run.Header.Variant}");
            }

            Assert.That(bench.TableBytes, Is.InRange(2 * 4096, Operations.TableBytesAim(paging == "pae", hasSecondTree)));
            Assert.That(run.Lines.OfType<ErrorRecord>(), Is.Empty);
        }
    }
}
