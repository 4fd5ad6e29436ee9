namespace System.Runtime.InteropServices;

/// <summary>Objects that find interfaces at run time: ilc asks for the names; the kit has no such objects.</summary>
public interface IDynamicInterfaceCastable
{
    internal static nint GetDynamicInterfaceImplementation() => throw new NotSupportedException();
}
