using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class LabCommandLineTests
{
    private FakeTree tree = null!;

    [SetUp]
    public void MakeTree() => tree = new FakeTree();

    [TearDown]
    public void RemoveTree() => tree.Dispose();

    [TestCase("frobnicate")]
    [TestCase("run frobnicate")]
    [TestCase("run --frobnicate")]
    [TestCase("run --variant")]
    [TestCase("run --variant both")]
    [TestCase("run --variant SHARED")]
    [TestCase("run --variant shared --variant fourfour")]
    [TestCase("run --paging four-level")]
    [TestCase("run --layout all")]
    [TestCase("run --emulator vmware")]
    [TestCase("run --timeout")]
    [TestCase("run --timeout 0")]
    [TestCase("run --timeout -1")]
    [TestCase("run --timeout soon")]
    [TestCase("run --timeout 99999999999")]
    [TestCase("run --experiment")]
    [TestCase("run --experiment read-kernel-txet")]
    [TestCase("run --experiment hello --experiment spin")]
    [TestCase("run --experiment none")]
    [TestCase("maps --experiment hello")]
    [TestCase("run --memory 15")]
    [TestCase("run --memory 4096")]
    [TestCase("run --memory much")]
    [TestCase("run --image")]
    [TestCase("run --image nowhere.elf")]
    [TestCase("run --image .")]
    [TestCase("run --image /dev/null")]
    [TestCase("bench --image nowhere.iso")]
    [TestCase("run --kit visual")]
    [TestCase("run --kit cosmos --layout high")]
    [TestCase("run --kit cosmos -p")]
    [TestCase("run --kit cosmos -p:CosmosDir")]
    [TestCase("run --kit cosmos -p:=folder")]
    [TestCase("maps -p:CosmosDir=folder")]
    [TestCase("iso -p:CosmosDir=folder")]
    [TestCase("debug --kit cosmos --unoptimized")]
    [TestCase("run --program")]
    [TestCase("run --program nowhere.elf")]
    [TestCase("run --json")]
    [TestCase("run --json nowhere/out.json")]
    [TestCase("run --json .")]
    [TestCase("run --screen --json out.json")]
    [TestCase("run @file")]
    [TestCase("maps frobnicate")]
    [TestCase("maps --paging four-level")]
    [TestCase("debug --port 0")]
    [TestCase("debug --port gdb")]
    [TestCase("debug --timeout 5")]
    [TestCase("debug --break everywhere")]
    [TestCase("test one two")]
    [TestCase("iso here")]
    [TestCase("help me")]
    [TestCase("attack no-such-attack")]
    [TestCase("attack --breakages no-such-breakage")]
    [TestCase("-x")]
    public async Task WhatIsNotUnderstoodIsWrongUsage(string words)
    {
        LabExit exit = await tree.RunAsync(words.Split(' '));

        Assert.That(exit, Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Errors, Does.StartWith("lab: "));
        Assert.That(tree.Output, Is.Empty);
    }

    [Test]
    public async Task WithoutADisplayNoWindowIsOpened()
    {
        Assert.That(await tree.RunAsync("run", "--screen"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("DISPLAY"));
    }

    [Test]
    public async Task AWrongWordIsNamed()
    {
        await tree.RunAsync("run", "--variant", "\u001b[31mboth");

        Assert.That(tree.Errors, Does.Contain(@"--variant takes shared, fourfour, kpti, all; not '\x1b[31mboth'"));
    }

    [Test]
    public async Task NothingAtAllShowsTheHelpAndIsWrongUsage()
    {
        Assert.That(await tree.RunAsync(), Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Output, Does.Contain("./lab run"));
    }

    [Test]
    public async Task HelpNamesEveryVerbChoiceAndExitCode()
    {
        Assert.That(await tree.RunAsync("help"), Is.EqualTo(LabExit.Held));
        foreach (Verb verb in VerbTable.All)
        {
            Assert.That(tree.Output, Does.Contain($"./lab {verb.Name} "));
        }

        foreach (string word in new[]
        {
            "--variant", "--paging", "--layout", "--emulator", "--kit", "-p:NAME=VALUE", "--cpu", "--experiment", "--program", "--json",
            "--timeout", "--port", "--break", "  4  the guest hung",
        })
        {
            Assert.That(tree.Output, Does.Contain(word));
        }
    }

    [Test]
    public async Task TheVersionIsToldByItself()
    {
        Assert.That(await tree.RunAsync("--version"), Is.EqualTo(LabExit.Held));
        Assert.That(tree.Output, Does.Match(@"^\d+\.\d+\.\d+\n$"));
    }

    [TestCase("--help")]
    [TestCase("run --help")]
    [TestCase("test -h")]
    public async Task AskingForHelpIsNoError(string words)
    {
        Assert.That(await tree.RunAsync(words.Split(' ')), Is.EqualTo(LabExit.Held));
        Assert.That(tree.Output, Does.Contain("Usage:"));
    }
}
