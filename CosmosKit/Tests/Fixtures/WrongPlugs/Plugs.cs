using IL2CPU.API.Attribs;
using KitFixture.Targets;
using XSharp.Assembler;

namespace KitFixture.WrongPlugs;

[Plug("KitFixture.Targets.Nowhere, KitFixture.Targets")]
public static class NoTargetType
{
    public static void Anything()
    {
    }
}

[Plug("KitFixture.Targets.Nowhere, KitFixture.Targets", IsOptional = true)]
public static class OptionalTargetType
{
    public static void Anything()
    {
    }
}

[Plug]
public static class NoTargetNamed
{
}

[Plug(Target = typeof(Machine), Inheritable = true)]
public static class InheritablePlug
{
}

[Plug(Target = typeof(Holder<>))]
public static class GenericTarget
{
}

[Plug(Target = typeof(Machine))]
public static class WrongMethods
{
    public static void NoSuchMethod()
    {
    }

    [PlugMethod(IsOptional = true)]
    public static void NoSuchOptionalMethod()
    {
    }

    [PlugMethod(Enabled = false)]
    public static void NoSuchDisabledMethod()
    {
    }

    // Result differs.
    public static uint ReadWide(uint port) => port;

    // Parameter differs.
    public static void Write(uint port, ushort value)
    {
    }

    // Target is static.
    public static uint Read(Machine aThis, uint port) => port;

    // Target is an instance method.
    public static int Speed() => 0;

    // The object is of another type.
    public static int Scale(string aThis, int factor) => factor;

    public static T Generic<T>(T value) => value;

    [PlugMethod(IsWildcard = true)]
    public static void Handler(nuint frame)
    {
    }

    [PlugMethod]
    internal static void MustBePlugged()
    {
    }
}

[Plug(Target = typeof(Machine))]
public static class FirstOfTwo
{
    public static uint Taken(uint a) => a;
}

[Plug(Target = typeof(Machine))]
public static class SecondOfTwo
{
    public static uint Taken(uint a) => a;
}

[Plug(Target = typeof(Machine))]
public static class WrongAssembler
{
    [PlugMethod(Assembler = typeof(string))]
    public static uint Read(uint port) => throw null!;

    [PlugMethod(Assembler = typeof(Abstract))]
    public static ulong ReadWide(uint port) => throw null!;

    public abstract class Abstract : AssemblerMethod
    {
    }
}

[Plug(Target = typeof(Machine))]
public static class WrongField
{
    public static int Speed(Machine aThis, [FieldAccess(Name = "_weight")] ref int weight) => weight;
}
