using CosmosKernel.Memory;
using IL2CPU.API.Attribs;

namespace CosmosKernel.Boot;

/// <summary>
/// Where the archive of programs is: a file that the loader put beside the kernel, or else one inside the kernel's image. The
/// loader's comes first, so that programs can be exchanged without building the kernel anew.
/// </summary>
public static unsafe class BootArchive
{
    /// <summary>
    /// The archive inside the image. IL2CPU fills this field while it compiles, so no initializer may stand here; the embedded kit
    /// leaves it null.
    /// </summary>
    [ManifestResourceStream(ResourceName = "programs.tar")]
    public static byte[]? Embedded;

    /// <summary>Finds the archive.</summary>
    /// <param name="information">What the loader left.</param>
    /// <param name="memory">The kernel's view of memory; a module that is not wholly in it does not count.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>False if there is none.</returns>
    public static bool TryFind(BootInformation information, PhysicalMemory memory, out byte* start, out uint bytes)
    {
        if (information.TryModule(out PhysicalAddress module, out bytes) && bytes <= memory.Size && module.Value <= memory.Size - bytes)
        {
            start = memory.Pointer(module);
            return true;
        }

        start = null;
        bytes = 0;
        if (Embedded == null)
        {
            return false;
        }

        // Part of the image, not an object of the heap: nothing ever moves it.
        fixed (byte* first = Embedded)
        {
            start = first;
        }

        bytes = (uint)Embedded.Length;
        return true;
    }
}
