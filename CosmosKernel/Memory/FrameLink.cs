namespace CosmosKernel.Memory;

/// <summary>A frame's place in a list of frames: for what is a frame anyway, and must be found without a search.</summary>
public struct FrameLink
{
    /// <summary>The frame after it; 0 if there is none.</summary>
    public PhysicalAddress Next;

    /// <summary>The frame before it; 0 if there is none.</summary>
    public PhysicalAddress Previous;
}
