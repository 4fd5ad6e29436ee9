using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>What <c>new T()</c> becomes for a type parameter.</summary>
public static unsafe class Activator
{
    public static T CreateInstance<T>()
    {
        nint constructor = DefaultConstructorOf<T>();
        if (default(T) is not null)
        {
            T value = default!;
            ((delegate*<ref T, void>)constructor)(ref value);
            return value;
        }

        object instance = Allocator.New(MethodTable.Of<T>());
        ((delegate*<object, void>)constructor)(instance);
        return Unsafe.As<object, T>(ref instance);
    }

    [Intrinsic]
    private static extern nint DefaultConstructorOf<T>();

    // Whose constructors ilc takes where a type has none; it knows the names.
    private sealed class ClassWithMissingConstructor
    {
        internal static void MissingDefaultConstructorStaticEntryPoint()
        {
        }
    }

    private readonly struct StructWithNoConstructor
    {
        public StructWithNoConstructor()
        {
        }
    }
}
