using System.Linq;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>The walk that judges the plugs tells right from wrong.</summary>
[TestFixture]
internal sealed class StackWalkTests
{
    [TestCase("push eax", 4, true)]
    [TestCase("push eax ; pop eax\npush dword 3\npop ecx", 4, true)]
    [TestCase("pushad\npopad", 0, true)]
    [TestCase("sub esp, 12\nadd esp, 8", 4, true)]
    [TestCase("push ebp\nmov ebp, esp\npop ebp", 0, false)]
    [TestCase("push dword 8\npush dword there\nretf\nhlt\nthere: nop", 0, true)]
    [TestCase("jmp over\npush eax\nover:", 0, true)]
    [TestCase("mov esp, eax", null, true)]
    [TestCase("push eax\ncall eax", null, true)]
    [TestCase("again: push eax\nloop: jne again", null, true)]
    public void The_end_has_a_depth(string text, int? depth, bool ebpKept) =>
        Assert.That(StackWalk.Of(PlugText.Statements(text)).Ends, Has.Some.EqualTo((depth, ebpKept)));

    [Test]
    public void Ways_of_different_depth_are_told_apart() =>
        Assert.That(
            StackWalk.Of(PlugText.Statements("je past\npush eax\npast:")).Ends.Select(e => e.Depth), Is.EquivalentTo(new int?[] { 0, 4 }));

    [TestCase("jmp eax")]
    [TestCase("here: hlt\njmp here")]
    [TestCase("iretd")]
    public void An_end_that_no_way_leads_to_is_none(string text) => Assert.That(StackWalk.Of(PlugText.Statements(text)).Ends, Is.Empty);

    [Test]
    public void More_popped_than_pushed_is_seen() => Assert.That(StackWalk.Of(PlugText.Statements("pop eax\npush eax")).Underflows);
}
