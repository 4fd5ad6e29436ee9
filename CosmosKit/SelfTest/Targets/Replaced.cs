namespace CosmosKit.SelfTest.Targets;

/// <summary>Static methods that C# plugs replace.</summary>
public static class Replaced
{
    /// <summary>Replaced.</summary>
    /// <param name="name">Anybody.</param>
    /// <returns>A greeting by the plug.</returns>
    public static string Greet(string name) => "not plugged, " + name;

    /// <summary>One of two methods of a name, the replaced one.</summary>
    /// <param name="value">Any.</param>
    /// <returns>value + 1000.</returns>
    public static long Overloaded(int value) => value;

    /// <summary>The other one, which stays.</summary>
    /// <param name="value">Any.</param>
    /// <returns>value.</returns>
    public static long Overloaded(long value) => value;
}
