using System.Runtime.CompilerServices;

namespace CosmosKit.SelfTest;

/// <summary>Values that the compiler cannot see through, so that what is checked happens on the machine.</summary>
public static class Opaque
{
    /// <summary>Gives a value back.</summary>
    /// <typeparam name="T">Any.</typeparam>
    /// <param name="value">Any.</param>
    /// <returns>The same.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static T Value<T>(T value) => value;
}
