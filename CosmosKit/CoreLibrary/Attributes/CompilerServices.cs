namespace System.Runtime.CompilerServices;

/// <summary>A method whose body the compiler knows better.</summary>
public sealed class IntrinsicAttribute : Attribute
{
}

/// <summary>How a method is compiled.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class MethodImplAttribute : Attribute
{
    public MethodImplAttribute(MethodImplOptions methodImplOptions) => Value = methodImplOptions;

    public MethodImplOptions Value { get; }
}

/// <summary>The ways to compile a method.</summary>
[Flags]
public enum MethodImplOptions
{
    Unmanaged = 0x0004,
    NoInlining = 0x0008,
    NoOptimization = 0x0040,
    AggressiveInlining = 0x0100,
    AggressiveOptimization = 0x0200,
    InternalCall = 0x1000,
}

/// <summary>How an indexer is called in other languages than C#.</summary>
public sealed class IndexerNameAttribute : Attribute
{
    public IndexerNameAttribute(string indexerName) => Name = indexerName;

    public string Name { get; }
}

/// <summary>A static class with extension methods.</summary>
public sealed class ExtensionAttribute : Attribute
{
}

/// <summary>Code that a compiler made.</summary>
public sealed class CompilerGeneratedAttribute : Attribute
{
}

/// <summary>A reference that is only read.</summary>
public sealed class IsReadOnlyAttribute : Attribute
{
}

/// <summary>A struct that lives on the stack only.</summary>
public sealed class IsByRefLikeAttribute : Attribute
{
}

/// <summary>A type parameter of unmanaged types.</summary>
public sealed class IsUnmanagedAttribute : Attribute
{
}

/// <summary>A member whose initialisers the compiler checks.</summary>
public sealed class RequiredMemberAttribute : Attribute
{
}

/// <summary>A feature that a compiler must know to use the member.</summary>
public sealed class CompilerFeatureRequiredAttribute : Attribute
{
    public CompilerFeatureRequiredAttribute(string featureName) => FeatureName = featureName;

    public string FeatureName { get; }
}

/// <summary>The builder of an interpolated string.</summary>
public sealed class InterpolatedStringHandlerAttribute : Attribute
{
}

/// <summary>The arguments that the builder of an interpolated string gets.</summary>
public sealed class InterpolatedStringHandlerArgumentAttribute : Attribute
{
    public InterpolatedStringHandlerArgumentAttribute(string argument) => Argument = argument;

    public string Argument { get; }
}

/// <summary>On a method with <c>yield</c>: the class that the C# compiler made of its body.</summary>
public sealed class IteratorStateMachineAttribute : Attribute
{
    public IteratorStateMachineAttribute(Type stateMachineType) => StateMachineType = stateMachineType;

    public Type StateMachineType { get; }
}

/// <summary>Local variables keep what the stack held.</summary>
public sealed class SkipLocalsInitAttribute : Attribute
{
}

/// <summary>The names of a tuple's elements.</summary>
public sealed class TupleElementNamesAttribute : Attribute
{
    public TupleElementNamesAttribute(string?[] transformNames) => TransformNames = transformNames;

    public string?[] TransformNames { get; }
}

/// <summary>A buffer of fixed size in a struct.</summary>
public sealed class FixedBufferAttribute : Attribute
{
    public FixedBufferAttribute(Type elementType, int length)
    {
        ElementType = elementType;
        Length = length;
    }

    public Type ElementType { get; }

    public int Length { get; }
}

/// <summary>A struct whose layout depends on its use.</summary>
public sealed class UnsafeValueTypeAttribute : Attribute
{
}

/// <summary>The text of an argument.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CallerArgumentExpressionAttribute : Attribute
{
    public CallerArgumentExpressionAttribute(string parameterName) => ParameterName = parameterName;

    public string ParameterName { get; }
}

/// <summary>Other assemblies may use the internals of this one.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class InternalsVisibleToAttribute : Attribute
{
    public InternalsVisibleToAttribute(string assemblyName) => AssemblyName = assemblyName;

    public string AssemblyName { get; }
}

/// <summary>How exceptions that are no objects are seen.</summary>
public sealed class RuntimeCompatibilityAttribute : Attribute
{
    public bool WrapNonExceptionThrows { get; set; }
}

/// <summary>How loosely the compiled code may follow the source.</summary>
public sealed class CompilationRelaxationsAttribute : Attribute
{
    public CompilationRelaxationsAttribute(int relaxations) => CompilationRelaxations = relaxations;

    public int CompilationRelaxations { get; }
}

/// <summary>Marks properties that only initialisers may set.</summary>
public static class IsExternalInit
{
}

/// <summary>Marks fields that hardware or another thread changes.</summary>
public static class IsVolatile
{
}

/// <summary>The C calling convention.</summary>
public class CallConvCdecl
{
}

/// <summary>The standard calling convention of 32-bit Windows.</summary>
public class CallConvStdcall
{
}

/// <summary>Arguments in ECX and EDX.</summary>
public class CallConvFastcall
{
}

/// <summary>What the C# compiler may rely on.</summary>
public static class RuntimeFeature
{
    public const string ByRefFields = nameof(ByRefFields);
    public const string DefaultImplementationsOfInterfaces = nameof(DefaultImplementationsOfInterfaces);
    public const string NumericIntPtr = nameof(NumericIntPtr);
    public const string UnmanagedSignatureCallingConvention = nameof(UnmanagedSignatureCallingConvention);
}
