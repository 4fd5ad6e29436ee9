using System;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>The checks that ilc compiles into code end here when they fail.</summary>
internal static class ThrowHelpers
{
    public static void ThrowOverflowException() => throw new OverflowException();

    public static void ThrowIndexOutOfRangeException() => throw new IndexOutOfRangeException();

    public static void ThrowNullReferenceException() => throw new NullReferenceException();

    public static void ThrowDivideByZeroException() => throw new DivideByZeroException();

    public static void ThrowArgumentException() => throw new ArgumentException();

    public static void ThrowArgumentOutOfRangeException() => throw new ArgumentOutOfRangeException();

    public static void ThrowArrayTypeMismatchException() => throw new ArrayTypeMismatchException();

    public static void ThrowInvalidCastException() => throw new InvalidCastException();

    public static void ThrowPlatformNotSupportedException() => throw new PlatformNotSupportedException();

    public static void ThrowNotSupportedException() => throw new NotSupportedException();

    public static void ThrowFeatureBodyRemoved() => throw new NotSupportedException();

    public static void ThrowInvalidProgramException() => throw new InvalidProgramException();

    public static void ThrowInstanceBodyRemoved() => throw new InvalidProgramException();

    public static void ThrowUnavailableType() => throw new TypeLoadException();

    public static void ThrowInvalidProgramExceptionWithArgument(int id, string methodName) => throw new InvalidProgramException(methodName);
}
