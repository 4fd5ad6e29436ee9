using System.Collections.Generic;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;

namespace CosmosPaging.Lab.Inspection;

/// <summary>What of a machine is the kernel's: linear addresses, and frames.</summary>
/// <param name="HasExecuteDisable">Whether an entry can forbid execution.</param>
/// <param name="Window">The kernel's window.</param>
/// <param name="FirstFrame">Physical memory below this address is never given out: image, heap, the allocator's records.</param>
/// <param name="Frames">Frames above it that are the kernel's, and what each is.</param>
public sealed record KernelGround(
    bool HasExecuteDisable, LinearRange Window, uint FirstFrame, IReadOnlyDictionary<uint, string> Frames)
{
    /// <summary>A page that may be written and executed, in an image whose code and data meet in one page; 0 if there is none.</summary>
    public uint MixedPage { get; init; }

    /// <summary>Tells whether a page is the kernel's.</summary>
    /// <param name="page">A page.</param>
    /// <param name="space">Where it is.</param>
    /// <returns>What it is, in words; none if it is a task's.</returns>
    public string? WhatOfTheKernel(MappedPage page, PolicySpace space)
    {
        if (page.Linear >= Trampoline.Base)
        {
            return "the trampoline's";
        }

        if (space.Part == KernelPart.All && Window.Contains(new LinearAddress(page.Linear)))
        {
            return "in the kernel's window";
        }

        if (page.Physical < FirstFrame)
        {
            return "memory that the kernel never gives out";
        }

        for (uint offset = 0; offset < page.Size; offset += Frame.Size)
        {
            if (Frames.TryGetValue(page.Physical + offset, out string? what))
            {
                return what;
            }
        }

        return space.IsKernels ? "in the kernel's own tables" : null;
    }
}
