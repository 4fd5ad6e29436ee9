using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosPaging.Tests.Subset.Fixtures;
using NUnit.Framework;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// The rules find what they are for, on the right line, and nothing beside it: the fixtures say at the end of a line what is found there.
/// </summary>
public sealed class FixtureTests
{
    private static readonly Lazy<CodeBase> Code = new(static () => new CodeBase(
        [typeof(FixtureTests).Assembly.Location], typeof(BannedCode).Namespace! + "."));

    private static readonly Lazy<CallGraph> Traps = new(static () => new CallGraph(
        Code.Value, Code.Value.Methods.Single(
            method => method.DeclaringType.Name == nameof(TrapCode) && method.Name == nameof(TrapCode.Enter))));

    private static IEnumerable<string> Banned => CosmosSubset.Table.Select(row => row.Name);

    private static IEnumerable<string> OwnRules => KernelRules.Table.Select(row => row.Name);

    private static IEnumerable<string> BannedInTraps => TrapRules.Table.Select(row => row.Name);

    [TestCaseSource(nameof(Banned))]
    public void ARuleFindsWhatItBans(string construct)
    {
        BannedConstruct row = CosmosSubset.Table.Single(row => row.Name == construct);
        AssertMarked(
            "banned", nameof(BannedCode), construct,
            row.Find(Code.Value, Code.Value.Methods.Where(m => m.DeclaringType.FullName.Contains(nameof(BannedCode)))));
    }

    [TestCaseSource(nameof(OwnRules))]
    public void ARuleFindsWhatBreaksTheKernelsOwn(string construct)
    {
        BannedConstruct row = KernelRules.Table.Single(row => row.Name == construct);
        AssertMarked(
            "rule", nameof(RuleCode), construct,
            row.Find(Code.Value, Code.Value.Methods.Where(m => m.DeclaringType.Name == nameof(RuleCode))));
    }

    [TestCaseSource(nameof(BannedInTraps))]
    public void ARuleFindsWhatATrapMustNotDo(string construct)
    {
        BannedConstruct row = TrapRules.Table.Single(row => row.Name == construct);
        AssertMarked("trap", nameof(TrapCode), construct, row.Find(Code.Value, Traps.Value.Methods));
    }

    [Test]
    public void AStaticConstructorThatMayNotHaveRunIsFound()
    {
        var done = new StaticConstructors(
            Code.Value, Code.Value.Methods.Single(
                method => method.DeclaringType.Name == nameof(TrapCode) && method.Name == nameof(TrapCode.BeforeTraps)));
        AssertMarked("trap", nameof(TrapCode), "static constructor in a trap", done.Missing(Traps.Value));
    }

    [Test]
    public void AFindingSaysHowTheTrapGetsThere()
    {
        Finding finding = TrapRules.Table.Single(row => row.Name == "text made in a trap")
            .Find(Code.Value, Traps.Value.Methods, Traps.Value.Way).First();
        Assert.That(finding.Place, Is.EqualTo("TrapCode.Enter > Allocating.Handle > Allocating.Speak"));
    }

    private static void AssertMarked(string kind, string type, string construct, IEnumerable<Finding> findings)
    {
        Finding[] found = [.. findings];
        string file = Code.Value.Types.Single(t => t.Name == type).Methods.SelectMany(m => m.DebugInformation.SequencePoints)
            .First().Document.Url;
        int[] marked = [
            .. File.ReadLines(file).Index().Where(line => Marks(line.Item, kind).Contains(construct)).Select(line => line.Index + 1)];
        Assert.That(marked, Is.Not.Empty, "The fixture has no example of " + construct);
        Assert.That(found.Select(finding => finding.File), Is.All.EqualTo(file));
        Assert.That(found.Select(finding => finding.Line).Distinct().Order(), Is.EqualTo(marked), string.Join<Finding>('\n', found));
    }

    private static string[] Marks(string line, string kind)
    {
        int comment = line.IndexOf("// " + kind + ": ", StringComparison.Ordinal);
        return comment < 0 ? [] : line[(comment + kind.Length + 5)..].Split(", ");
    }
}
