using System.Runtime.InteropServices;

namespace System.Runtime.CompilerServices;

/// <summary>Runs static constructors that ilc could not run at build time, when their class is first used.</summary>
internal static unsafe class ClassConstructorRunner
{
    public static object? CheckStaticClassConstructionReturnGCStaticBase(ref StaticClassConstructionContext context, object? gcStaticBase)
    {
        CheckStaticClassConstruction(ref context);
        return gcStaticBase;
    }

    public static nint CheckStaticClassConstructionReturnNonGCStaticBase(ref StaticClassConstructionContext context, nint nonGcStaticBase)
    {
        CheckStaticClassConstruction(ref context);
        return nonGcStaticBase;
    }

    // Cleared first: a constructor that comes back to its own class finds the statics as they are by then, as in .NET.
    private static void CheckStaticClassConstruction(ref StaticClassConstructionContext context)
    {
        nint constructor = context.CctorMethodAddress;
        if (constructor == 0)
            return;

        context.CctorMethodAddress = 0;
        ((delegate*<void>)constructor)();
    }
}

/// <summary>The address of a static constructor; 0 after it was called.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StaticClassConstructionContext
{
    public nint CctorMethodAddress;
}
