using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using CosmosKernel.Memory;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

[TestFixture]
public sealed unsafe class FrameAllocatorTests
{
    private const uint Bytes = 64 * Frame.Size;

    private void* buffer;
    private PhysicalMemory memory;

    [SetUp]
    public void SetUp()
    {
        buffer = NativeMemory.AlignedAlloc(Bytes, Frame.Size);
        new Span<byte>(buffer, (int)Bytes).Fill(0xA5);
        memory = new PhysicalMemory((byte*)buffer, Bytes);
    }

    [TearDown]
    public void TearDown() => NativeMemory.AlignedFree(buffer);

    [Test]
    public void EveryFrameIsGivenOutOnceZeroedAndInsideTheBlock()
    {
        FrameAllocator frames = Make();
        var seen = new HashSet<uint>();
        while (frames.TryAllocate(out PhysicalAddress frame))
        {
            Assert.That(seen.Add(frame.Value), "the frame was given out twice");
            Assert.That(frame.IsFrame && frame.Value is >= Frame.Size and < Bytes);
            Assert.That(new Span<byte>(memory.Pointer(frame), (int)Frame.Size).IndexOfAnyExcept((byte)0), Is.EqualTo(-1));
            new Span<byte>(memory.Pointer(frame), (int)Frame.Size).Fill(0xFF);
        }

        Assert.That(seen, Has.Count.EqualTo(frames.Total));
        Assert.That(frames.Free, Is.Zero);
    }

    [Test]
    public void AReturnedFrameIsZeroedAgain()
    {
        FrameAllocator frames = Make();
        frames.TryAllocate(out PhysicalAddress frame);
        *memory.Pointer(frame) = 1;
        frames.Release(frame);
        frames.TryAllocate(out PhysicalAddress again);
        Assert.That(again, Is.EqualTo(frame));
        Assert.That(*memory.Pointer(again), Is.Zero);
    }

    [Test]
    public void FreeCountsWhatIsIn()
    {
        FrameAllocator frames = Make();
        uint before = frames.Free;
        frames.TryAllocate(out PhysicalAddress one);
        frames.TryAllocateContiguous(3, out PhysicalAddress three);
        Assert.That(frames.Free, Is.EqualTo(before - 4));
        frames.Release(one);
        frames.Release(three + (2 * Frame.Size));
        Assert.That(frames.Free, Is.EqualTo(before - 2));
    }

    [Test]
    public void ContiguousFramesAreNeighboursAndNobodyElses()
    {
        FrameAllocator frames = Make();
        frames.TryAllocate(out PhysicalAddress before);
        Assert.That(frames.TryAllocateContiguous(5, out PhysicalAddress start));
        frames.TryAllocate(out PhysicalAddress after);
        Assert.That(start.Value, Is.EqualTo(before.Value + Frame.Size));
        Assert.That(after.Value, Is.EqualTo(start.Value + (5 * Frame.Size)));
        Assert.That(frames.TryAllocateContiguous(1000, out _), Is.False);
    }

    [Test]
    public void HighFramesComeFromTheOtherEndAndTheTwoEndsMeet()
    {
        FrameAllocator frames = Make();
        frames.TryAllocate(out PhysicalAddress low);
        frames.TryAllocateHigh(out PhysicalAddress high);
        frames.TryAllocateHigh(out PhysicalAddress next);
        Assert.That(high.Value, Is.EqualTo(low.Value + ((frames.Total - 1) * Frame.Size)));
        Assert.That(next.Value, Is.EqualTo(high.Value - Frame.Size));
        var seen = new HashSet<uint> { low.Value, high.Value, next.Value };
        while (seen.Count % 2 == 0 ? frames.TryAllocate(out PhysicalAddress frame) : frames.TryAllocateHigh(out frame))
        {
            Assert.That(seen.Add(frame.Value), "it was out already");
        }

        Assert.That(seen, Has.Count.EqualTo((int)frames.Total));
        Assert.That(frames.Free, Is.Zero);
        frames.Release(high);
        Assert.That(frames.TryAllocateHigh(out PhysicalAddress again));
        Assert.That(again.Value, Is.EqualTo(high.Value));
    }

    [Test]
    public void HighFramesCanBeginFurtherDownAndNoneIsLost()
    {
        FrameAllocator frames = Make();
        var limit = new PhysicalAddress(Bytes - (4 * Frame.Size));
        frames.BeginHighFramesBelow(limit);
        Assert.That(frames.Free, Is.EqualTo(frames.Total));
        frames.TryAllocateHigh(out PhysicalAddress high);
        Assert.That(high.Value, Is.EqualTo(limit.Value - Frame.Size));
        var seen = new HashSet<uint> { high.Value };
        while (frames.TryAllocate(out PhysicalAddress frame))
        {
            Assert.That(seen.Add(frame.Value), "it was out already");
        }

        Assert.That(seen, Has.Count.EqualTo((int)frames.Total));
    }

    [Test]
    public void AFrameReleasedTwiceIsRefused()
    {
        FrameAllocator frames = Make();
        frames.TryAllocate(out PhysicalAddress frame);
        frames.Release(frame);
        Assert.That(() => frames.Release(frame), Throws.InvalidOperationException);
    }

    [Test]
    public void WhatIsNotTheAllocatorsIsRefused()
    {
        FrameAllocator frames = Make();
        frames.TryAllocate(out PhysicalAddress frame);
        Assert.That(() => frames.Release(new PhysicalAddress(0)), Throws.InvalidOperationException);
        Assert.That(() => frames.Release(new PhysicalAddress(Bytes)), Throws.InvalidOperationException);
        Assert.That(() => frames.Release(frame + 4), Throws.InvalidOperationException);
    }

    [TestCase(Frame.Size + 1, 8 * Frame.Size, TestName = "AMisalignedBlockIsRefused")]
    [TestCase(Frame.Size, Frame.Size, TestName = "ABlockWithoutRoomForRecordsIsRefused")]
    [TestCase(Frame.Size, Bytes, TestName = "ABlockBeyondMemoryIsRefused")]
    [TestCase(2 * Bytes, 8 * Frame.Size, TestName = "ABlockOutsideMemoryIsRefused")]
    public void BadBlocks(uint start, uint bytes) =>
        Assert.That(() => new FrameAllocator(memory, new PhysicalAddress(start), bytes), Throws.ArgumentException);

    private FrameAllocator Make() => new(memory, new PhysicalAddress(Frame.Size), Bytes - Frame.Size);
}
