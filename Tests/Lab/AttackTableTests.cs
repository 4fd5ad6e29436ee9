using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosKernel.Programs;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Tests.Booted.PublicBugs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>What the tables of the attack suite promise of each other and of the sources.</summary>
internal sealed class AttackTableTests
{
    private static readonly string Root = BuildTree.Find(AppContext.BaseDirectory)!.Root;

    private static IEnumerable<string> BreakageNames => Breakages.All.Select(breakage => breakage.Name);

    [Test]
    public void EachAttackHasANameOfItsOwnAndASource()
    {
        Assert.That(AttackTable.All.Select(attack => attack.Name), Is.Unique);
        foreach (Attack attack in AttackTable.All)
        {
            Assert.That(attack.Name, Does.Match("^[a-z0-9][a-z0-9-]*$").And.Length.LessThanOrEqualTo(OutsideProgram.LongestName));
            Assert.That(Path.Combine(Root, "Programs", "Hostile", attack.Source), Does.Exist);
        }
    }

    [Test]
    public void EachSourceIsOfSomeAttack()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(Root, "Programs", "Hostile")).Select(file => Path.GetFileName(file)!)];
        IEnumerable<string> programs = sources.Where(file => Path.GetExtension(file) is ".c" or ".asm");
        Assert.That(programs.Except(AttackTable.All.Select(attack => attack.Source)), Is.Empty);
    }

    [Test]
    public void EachAttackNoticesABreakageOrSaysWhyThereIsNone()
    {
        foreach (Attack attack in AttackTable.All)
        {
            Assert.That(attack.Notices.Count > 0 != (attack.NoBreakage is not null), attack.Name);
            Assert.That(attack.Notices, Is.SubsetOf(Breakages.All.Select(breakage => breakage.Name)), attack.Name);
        }
    }

    [Test]
    public void EachBreakageHasANameOfItsOwnAndSomethingMustNoticeIt()
    {
        Assert.That(Breakages.All.Select(breakage => breakage.Name), Is.Unique);
        foreach (Breakage breakage in Breakages.All)
        {
            int attacks = AttackTable.All.Count(attack => attack.Notices.Contains(breakage.Name));
            int files = OddElfFiles.All.Count(file => file.Group == breakage.OddFiles);
            Assert.That(attacks + breakage.PublicBugs.Count + files, Is.GreaterThan(0), breakage.Name);
        }
    }

    [Test]
    public void EachProgramOfAPublicBugMustNoticeABreakage() => Assert.That(
        Breakages.All.SelectMany(breakage => breakage.PublicBugs).Distinct(),
        Is.EquivalentTo(PublicBugTable.WithPrograms.Select(bug => bug.Name)));

    /// <summary>Of the reasons that lie in the file. Tasks, arguments and the archive are no matter of a file's.</summary>
    [Test]
    public void EachReasonToRefuseAFileHasABreakageThatAFileNotices()
    {
        IEnumerable<ElfProblem> others =
            [ElfProblem.None, ElfProblem.NoSuchFile, ElfProblem.TooManyTasks, ElfProblem.ArgumentsTooLong];
        string[] reasons = [.. Enum.GetValues<ElfProblem>().Except(others).Select(problem => ElfProblemText.Of(problem).Name)];
        Breakage[] breakages = [.. Breakages.All.Where(breakage => breakage.OddFiles is not null)];
        Assert.That(breakages.Select(breakage => breakage.Name), Is.EquivalentTo(reasons.Select(reason => Breakages.FilePrefix + reason)));
        Assert.That(
            breakages.Select(breakage => breakage.OddFiles).Distinct(),
            Is.EquivalentTo(OddElfFiles.All.Select(file => file.Group).Distinct()));
        foreach (Breakage breakage in breakages)
        {
            string problem = breakage.Name[Breakages.FilePrefix.Length..];
            Assert.That(OddElfFiles.All.Any(file => file.Group == breakage.OddFiles && file.KernelAbove == problem), breakage.Name);
        }
    }

    [TestCaseSource(nameof(BreakageNames))]
    public void ABreakagesStatementIsThereExactlyOnce(string name)
    {
        Breakage breakage = Breakages.All.First(breakage => breakage.Name == name);
        foreach (SourceChange change in breakage.Changes)
        {
            string source = File.ReadAllText(Path.Combine(Root, change.File));
            Assert.That(change.Applied(source), Is.Not.EqualTo(source));
        }
    }

    [Test]
    public void AChangeThatDoesNotFitSaysSo()
    {
        SourceChange change = new("a.cs", "M", "x = 1;", "x = 2;");
        Assert.That(change.Applied("void M() { x = 1; }"), Is.EqualTo("void M() { x = 2; }"));
        Complains("void M() { x = 3; }", "any more");
        Complains("void M() { x = 1; x = 1; }", "more than once");
        Complains("void N() { x = 1; }", "not in M");

        void Complains(string source, string words) =>
            Assert.That(() => change.Applied(source), Throws.TypeOf<InvalidDataException>().With.Message.Contains(words));
    }

    [Test]
    public void ADeviationIsOfAnAttackAndAnEmulatorThatThereAre()
    {
        foreach (AttackDeviation deviation in AttackDeviations.All)
        {
            Assert.That(AttackTable.All.Select(attack => attack.Name), Does.Contain(deviation.Attack));
            Assert.That(deviation.Line is null, Is.Not.EqualTo(deviation.End is null), deviation.Attack);
        }
    }
}
