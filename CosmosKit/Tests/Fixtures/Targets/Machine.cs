using IL2CPU.API.Attribs;

namespace KitFixture.Targets;

public class Machine
{
    private int _speed = 1;

    public static uint Read(uint port) => throw null!;

    public static ulong ReadWide(uint port) => throw null!;

    public static void Write(uint port, byte value) => throw null!;

    public static uint Taken(uint a) => throw null!;

    public static T Generic<T>(T value) => value;

    public int Speed() => _speed;

    public int Scale(int factor) => _speed * factor;

    public static void Handler(nuint frame) => _ = frame;

    public static uint HandlerWithResult() => 0;

    [PlugMethod(PlugRequired = true)]
    public static void MustBePlugged() => throw null!;
}
