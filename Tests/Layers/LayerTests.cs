using System;
using System.Collections.Generic;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Layers;

/// <summary>The folders are layers: none knows one that knows it.</summary>
internal sealed class LayerTests
{
    private static readonly LayeredTree Small = new("Small", "Small", [new("Low"), new("Middle", "Low"), new("High", "Low", "Middle")]);

    private static IEnumerable<string> Trees => Layering.Trees.Keys;

    [TestCaseSource(nameof(Trees))]
    public void ARowNamesOnlyRowsAboveIt(string tree) => Assert.That(Layering.Trees[tree].Disorder(), Is.Empty);

    [TestCaseSource(nameof(Trees))]
    public void NoFileKnowsMoreThanItsFolderMay(string tree) =>
        Assert.That(Layering.Trees[tree].Differences(BuildTree.Find(AppContext.BaseDirectory)!.Root), Is.Empty);

    [Test]
    public void ACycleInTheTableIsFound() =>
        Assert.That(
            new LayeredTree("Small", "Small", [new("Low", "High"), new("High", "Low")]).Disorder(),
            Is.EqualTo(new[] { "Low may know High, which no row above it is" }));

    [TestCase("using Small.High;\n\nnamespace Small.Low;\n", "Low/File.cs: Low must not know High")]
    [TestCase("using High = Small.High.Type;\n\nnamespace Small.Low;\n", "Low/File.cs: Low must not know High")]
    [TestCase("using static Small.High.Type;\n\nnamespace Small.Low;\n", "Low/File.cs: Low must not know High")]
    [TestCase("namespace Small.Low;\n\nclass A { Small.High.Type a; }\n", "Low/File.cs: Low must not know High")]
    [TestCase("namespace Small.Low;\n\nclass A { int a = High.Type.Member; }\n", "Low/File.cs: Low must not know High")]
    [TestCase("namespace Small.Low;\n\n/// <see cref=\"High.Type\"/>\nclass A;\n", "Low/File.cs: Low must not know High")]
    [TestCase("namespace Small.Other;\n", "Low/File.cs: its namespace is Small.Other, not Small.Low")]
    public void AWrongArrowIsFound(string text, string expected) =>
        Assert.That(Differences(("Low/File.cs", text)), Does.Contain(expected));

    [Test]
    public void AFolderWithoutARowIsFound() =>
        Assert.That(
            Differences(("New/File.cs", "namespace Small.New;\n")), Does.Contain("New/File.cs: the folder has no row in the table"));

    [Test]
    public void AnArrowThatNoFileNeedsIsFound() =>
        Assert.That(
            Differences(("Middle/File.cs", "namespace Small.Middle;\n")), Does.Contain(
                "no file of Middle needs Low: take it out of the table"));

    private static string[] Differences((string Path, string Text) file) => [.. Small.Differences([file])];
}
