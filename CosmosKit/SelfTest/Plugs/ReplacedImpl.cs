using CosmosKit.SelfTest.Targets;
using IL2CPU.API.Attribs;

namespace CosmosKit.SelfTest.Plugs;

/// <summary>Bodies in C# for static methods.</summary>
[Plug(Target = typeof(Replaced))]
public static class ReplacedImpl
{
    private static int s_greetings;

    /// <summary>Replaces <see cref="Replaced.Greet"/>.</summary>
    /// <param name="name">Anybody.</param>
    /// <returns>A greeting with a number.</returns>
    public static string Greet(string name)
    {
        s_greetings++;
        return $"{s_greetings}: plugged, {name}";
    }

    /// <summary>Replaces one of two.</summary>
    /// <param name="value">Any.</param>
    /// <returns>value + 1000.</returns>
    public static long Overloaded(int value) => value + 1000L;
}
