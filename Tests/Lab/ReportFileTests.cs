using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using CosmosPaging.Lab.Reports;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class ReportFileTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-report-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void ItAppearsWholeOrNotAtAll()
    {
        string path = Path.Combine(folder, "out.json");
        File.WriteAllText(path, "old");
        using (ReportFile abandoned = ReportFile.Create(path))
        {
            abandoned.Stream.Write("half"u8);
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        using (ReportFile kept = ReportFile.Create(path))
        {
            kept.Stream.Write("new"u8);
            Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
            kept.Keep();
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void ALinkIsFollowedAndStaysALink()
    {
        string link = Path.Combine(folder, "link");
        string target = Path.Combine(folder, "target");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);

        using (ReportFile file = ReportFile.Create(link))
        {
            file.Stream.Write("new"u8);
            file.Keep();
        }

        Assert.That(File.ReadAllText(target), Is.EqualTo("new"));
        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo(target));
    }

    [Test]
    public void ADeviceIsWrittenToAndNotReplaced()
    {
        using (ReportFile file = ReportFile.Create("/dev/null"))
        {
            file.Stream.Write("x"u8);
            file.Keep();
        }

        Assert.That(File.ReadAllBytes("/dev/null"), Is.Empty);
    }

    [Test]
    public void ALinkToADeviceIsWrittenToAndNotReplaced()
    {
        string link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, "/dev/null");
        using (ReportFile file = ReportFile.Create(link))
        {
            file.Stream.Write("x"u8);
            file.Keep();
        }

        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo("/dev/null"));
        Assert.That(File.ReadAllBytes("/dev/null"), Is.Empty);
    }

    [Test]
    public void AFullDeviceIsTroubleOnlyForWhoWrites()
    {
        using ReportFile file = ReportFile.Create("/dev/full");

        Assert.That(() => file.Stream.Write("x"u8), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task AFifoIsNeitherReplacedNorWaitedFor()
    {
        string path = Path.Combine(folder, "fifo");
        using Process maker = Process.Start("mkfifo", path);
        await maker.WaitForExitAsync();

        await Assert.ThatAsync(
            () => Task.Run(() => ReportFile.Create(path)).WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<IOException>());
        Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { path }));
    }

    [Test]
    public void WhereNothingCanBeWrittenItSaysSo()
    {
        Assert.That(() => ReportFile.Create(folder), Throws.InstanceOf<IOException>());
        Assert.That(() => ReportFile.Create(Path.Combine(folder, "nowhere", "out.json")), Throws.InstanceOf<IOException>());
        Assert.That(() => ReportFile.Create(Path.Combine(folder, "new/")), Throws.InstanceOf<IOException>());
    }
}
