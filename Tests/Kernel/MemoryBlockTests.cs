using System;
using System.Linq;
using CosmosKernel.Memory;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Memory is cleared and copied exactly as far as was asked.</summary>
internal sealed unsafe class MemoryBlockTests
{
    [TestCase(0u)]
    [TestCase(4u)]
    [TestCase(6u)]
    [TestCase(64u + 3)]
    [TestCase(256u + 128 + 12 + 1)]
    public void WholeDoublewordsAreCleared(uint bytes)
    {
        byte[] content = [.. Enumerable.Repeat((byte)0xA5, (int)bytes)];
        using var memory = new GuardedBytes(content);
        MemoryBlock.Zero(memory.Start, bytes);
        content.AsSpan(0, (int)(bytes & ~3u)).Clear();
        Assert.That(new Span<byte>(memory.Start, (int)bytes).ToArray(), Is.EqualTo(content));
    }

    [TestCase(0u)]
    [TestCase(3u)]
    [TestCase(64u + 7)]
    [TestCase(256u + 64 + 4 + 2)]
    public void EveryByteIsCopied(uint bytes)
    {
        byte[] content = [.. Enumerable.Range(1, (int)bytes).Select(i => (byte)i)];
        using var source = new GuardedBytes(content);
        using var destination = new GuardedBytes(new byte[bytes]);
        MemoryBlock.Copy(source.Start, destination.Start, bytes);
        Assert.That(new Span<byte>(destination.Start, (int)bytes).ToArray(), Is.EqualTo(content));
    }
}
