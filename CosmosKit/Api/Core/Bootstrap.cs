using Cosmos.Core.Memory;
using Cosmos.Core.Multiboot;

namespace Cosmos.Core;

/// <summary>What happens before a kernel's own code.</summary>
public static class Bootstrap
{
    /// <summary>Reads the boot information and makes all memory available.</summary>
    public static void Init()
    {
        Multiboot2.Init();
        RAT.Init();
    }
}
