using IL2CPU.API.Attribs;

namespace SmallKernel;

internal static class Processor
{
    // A plug takes its place; without one the image does not build.
    [PlugMethod(PlugRequired = true)]
    public static uint ReadCr0() => throw null!;
}
