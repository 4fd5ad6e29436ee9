using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Tests each of which runs the tool in a tree of its own.</summary>
internal abstract class FakeTreeFixture
{
    /// <summary>The tree of the test that runs.</summary>
    protected FakeTree Tree { get; private set; } = null!;

    [SetUp]
    public void MakeTree() => Tree = new FakeTree();

    [TearDown]
    public void RemoveTree() => Tree.Dispose();
}
