using System;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>What <c>ldtoken</c> becomes.</summary>
internal static unsafe class LdTokenHelpers
{
    public static RuntimeTypeHandle GetRuntimeTypeHandle(nint type) => new((MethodTable*)type);

    public static Type GetRuntimeType(nint type) => new RuntimeType((MethodTable*)type);

    public static RuntimeFieldHandle GetRuntimeFieldHandle(nint field) => *(RuntimeFieldHandle*)&field;

    public static RuntimeMethodHandle GetRuntimeMethodHandle(nint method) => *(RuntimeMethodHandle*)&method;
}
