using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// A sample of the attack suite: <see cref="AttackSample"/>. <c>./lab attack</c> runs all of it; <c>./lab attack --breakages</c> shows that
/// it would notice.
/// </summary>
internal sealed class AttackTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly HostileBuild Build = new(Tree, Environment.GetEnvironmentVariable("PATH")) { Sample = true };

    private readonly ConcurrentBag<AttackResult> results = [];

    private static IEnumerable<TestCaseData<Cell, string>> Tries =>
        from boot in AttackSample.Boots
        from attack in AttackSample.Rows(boot)
        select new TestCaseData<Cell, string>(boot, attack.Name)
            .SetArgDisplayNames(boot.Emulator, boot.Layout, boot.Paging, attack.Name);

    [OneTimeSetUp]
    public Task RunAsync() => Parallel.ForEachAsync(
        AttackSample.Boots,
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        async (boot, cancellation) => (await RunAsync(boot, cancellation)).ToList().ForEach(results.Add));

    [TestCaseSource(nameof(Tries))]
    public void Holds(Cell boot, string name)
    {
        Cell[] cells = [.. AttackSample.Cells(boot).Where(AttackSample.All.Single(attack => attack.Name == name).IsFor)];
        AttackResult[] own = [.. results.Where(result => result.Attack.Name == name && cells.Contains(result.Cell))];
        Assert.That(own.Select(result => result.Cell), Is.EquivalentTo(cells));
        foreach (AttackResult result in own)
        {
            Assert.That(result.Problems, Is.Empty, () => $"{result.Cell}\n{KernelBoot.Show(result.Lines.TakeLast(30))}");
            Assert.That(result.Outcome, Is.EqualTo(AttackOutcome.Held));
        }
    }

    [Test]
    public void EachRowIsTriedInEachEmulatorAndInEachMappingAndFormatThereAreRows()
    {
        foreach (string emulator in KernelBoot.Emulators)
        {
            Cell[] boots = [.. AttackSample.Boots.Where(boot => boot.Emulator == emulator)];
            Assert.That(boots.SelectMany(AttackSample.Rows).Distinct(), Is.EquivalentTo(AttackSample.All), emulator);
            foreach (Cell cell in boots.SelectMany(AttackSample.Cells))
            {
                Assert.That(results.Count(result => result.Cell == cell), Is.GreaterThan(AttackSample.All.Count / 3), $"{cell}");
            }
        }
    }

    private static async Task<IReadOnlyList<AttackResult>> RunAsync(Cell boot, CancellationToken cancellation)
    {
        IReadOnlyList<Attack> attacks = AttackSample.Rows(boot);
        IReadOnlyList<OutsideProgram> programs = await Build.BuildAsync(attacks, boot.Paging, cancellation);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cosmospaging-attacks-");
        try
        {
            AttackRunner runner = new(
                KernelBoot.Emulator(boot.Emulator),
                Tree.KernelImageFor(boot.Layout),
                chosen =>
                {
                    string archive = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.tar");
                    OutsidePrograms.Write(archive, chosen.Select(program => (program.Name, program.Content)));
                    return archive;
                },
                Limit);
            return await runner.RunAsync(AttackSample.Cells(boot), attacks, programs, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
