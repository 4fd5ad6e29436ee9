using System;
using IL2CPU.API;
using IL2CPU.API.Attribs;
using KitFixture.Targets;
using XSharp;
using XSharp.Assembler;

namespace KitFixture.FaultyPlugs;

[Plug(Target = typeof(Machine))]
public static class MachinePlug
{
    [PlugMethod(Assembler = typeof(Throwing))]
    public static uint Read(uint port) => throw null!;

    [PlugMethod(Assembler = typeof(Asking))]
    public static ulong ReadWide(uint port) => throw null!;

    [PlugMethod(Assembler = typeof(Nothing))]
    public static void MustBePlugged() => throw null!;

    public sealed class Throwing : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => throw new NotSupportedException("not on a Sunday");
    }

    public sealed class Asking : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo)
        {
            XS.Call(LabelName.Get(typeof(Machine).GetMethod(nameof(Machine.HandlerWithResult))!));
            XS.Call(LabelName.Get(typeof(Machine).GetMethod(nameof(Machine.Speed))!));
        }
    }

    public sealed class Nothing : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.Noop();
    }
}
