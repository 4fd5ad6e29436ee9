using System.IO;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>What earlier runs left is removed, and nothing else.</summary>
internal sealed class ToolFolderTests
{
    private string place = null!;

    [SetUp]
    public void MakeFolder() => place = Directory.CreateTempSubdirectory("cosmospaging-sweep-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(place, recursive: true);

    [Test]
    public void AFolderWhoseOwnerHasEndedGoes()
    {
        string dead = Make(ToolFolder.Prefix + "dead", withOwner: true);
        Directory.CreateDirectory(Path.Combine(dead, "1"));
        File.WriteAllText(Path.Combine(dead, "1", "com1.txt"), "words");

        ToolFolder.Sweep(place);

        Assert.That(Directory.Exists(dead), Is.False);
    }

    [Test]
    public void AFolderWhoseOwnerLivesStays()
    {
        string living = Make(ToolFolder.Prefix + "living", withOwner: true);
        using (new FileStream(Path.Combine(living, ToolFolder.LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            ToolFolder.Sweep(place);
            Assert.That(Directory.Exists(living));
        }
    }

    [Test]
    public void WhatIsNotThisToolsStays()
    {
        string[] others =
        [
            Make("cosmospaging-mine", withOwner: true),
            Make(ToolFolder.Prefix + "without-owner", withOwner: false),
            Make("other", withOwner: true),
        ];

        ToolFolder.Sweep(place);

        Assert.That(others, Has.All.Matches<string>(Directory.Exists));
    }

    [Test]
    public void TheFolderOfThisProcessIsHeld()
    {
        using SessionFolder session = new();

        ToolFolder.Sweep(Path.GetTempPath());

        Assert.That(Directory.Exists(session.Path));
    }

    private string Make(string name, bool withOwner)
    {
        string folder = Directory.CreateDirectory(Path.Combine(place, name)).FullName;
        if (withOwner)
        {
            File.WriteAllText(Path.Combine(folder, ToolFolder.LockName), "");
        }

        return folder;
    }
}
