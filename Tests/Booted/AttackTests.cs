using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// A sample of the attack suite, always the same: the attacks that are quick, with a part of their cases. Each emulator has each layout
/// once, and each paging format once, in both mappings; what one has in the high layout the other has in the low one. <c>./lab attack</c>
/// runs all of it; <c>./lab attack --breakages</c> shows that it would notice.
/// </summary>
[TestFixtureSource(nameof(Boots))]
internal sealed class AttackTests(Cell boot)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly HostileBuild Build = new(Tree, Environment.GetEnvironmentVariable("PATH")) { Sample = true };
    private static readonly Attack[] Sample = [.. AttackTable.All.Where(attack => attack.InSample)];
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<OutsideProgram>>>> Programs = new();

    private IReadOnlyList<AttackResult> results = [];

    public static IEnumerable<Cell> Boots => KernelBoot.Boots.Where(
        boot => (boot.Emulator == EmulatorChoice.Qemu) ^ (boot.Layout == KernelWords.High) ^ (boot.Paging == KernelWords.Pae));

    public static IEnumerable<string> Names => Sample.Select(attack => attack.Name);

    [OneTimeSetUp]
    public async Task Run()
    {
        IReadOnlyList<OutsideProgram> programs = await Programs.GetOrAdd(
            boot.Paging, static paging => new(() => Build.BuildAsync(Sample, paging, CancellationToken.None))).Value;
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
            Cell[] cells = [.. Offer.Variants.Resolve(KernelWords.All).Select(variant => boot with { Variant = variant })];
            results = await runner.RunAsync(cells, Sample, programs, CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Holds(string name)
    {
        AttackResult[] own = [.. results.Where(result => result.Attack.Name == name)];
        Attack attack = Sample.Single(attack => attack.Name == name);
        int cells = Offer.Variants.Resolve(KernelWords.All).Count(variant => attack.IsFor(boot with { Variant = variant }));
        Assert.That(own, Has.Length.EqualTo(cells));
        foreach (AttackResult result in own)
        {
            Assert.That(result.Problems, Is.Empty, () => $"{result.Cell}\n{KernelBoot.Show(result.Lines.TakeLast(30))}");
            Assert.That(result.Outcome, Is.EqualTo(AttackOutcome.Held));
        }
    }
}
