using System.Runtime.InteropServices;

namespace CosmosPaging.Tests.Subset.Fixtures;

#pragma warning disable CS0169, CS0649, CA1823, IDE0044, IDE0051, CA1815 // Nothing here runs: the tests read its metadata.

/// <summary>Structs whose layouts are known.</summary>
internal static class LayoutCode
{
    private enum Kind : byte
    {
        None,
    }

    [LaidOut(
        "64 bytes [Pid@0 Root@4 Stack@8 StackLast@12 Heap@16 Name@20]",
        "72 bytes [Pid@0 Root@4 Stack@8 StackLast@12 Heap@16 Name@24]")]
    private unsafe struct Card
    {
        public uint Pid;
        public uint Root;
        public uint Stack;
        public uint StackLast;
        public uint Heap;
        public fixed byte Name[44];
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    [LaidOut(
        "64 bytes [Pid@0 Root@4 Stack@8 StackLast@12 Heap@16 Name@20]",
        "64 bytes [Pid@0 Root@4 Stack@8 StackLast@12 Heap@16 Name@20]")]
    private unsafe struct PackedCard
    {
        public uint Pid;
        public uint Root;
        public uint Stack;
        public uint StackLast;
        public uint Heap;
        public fixed byte Name[44];
    }

    [LaidOut("8 bytes [First@0 Second@4]", "8 bytes [First@0 Second@4]")]
    private struct Pair
    {
        public uint First;
        public uint Second;
    }

    [LaidOut("16 bytes [Number@0 Both@4 Kind@12 IsSet@13]", "24 bytes [Number@0 Both@8 Kind@16 IsSet@17]")]
    private struct Nesting
    {
        public int Number;
        public Pair Both;
        public Kind Kind;
        public bool IsSet;
    }

    [StructLayout(LayoutKind.Explicit, Size = 268)]
    [LaidOut("268 bytes [First@0 Last@264]", "268 bytes [First@0 Last@264]")]
    private struct Explicit
    {
        [FieldOffset(0)]
        public uint First;
        [FieldOffset(264)]
        public uint Last;
    }

    [StructLayout(LayoutKind.Explicit, Size = 268)]
    [LaidOut("268 bytes [First@0 Both@4 Last@264]", "272 bytes [First@0 Both@4 Last@264]")]
    private struct ExplicitNesting
    {
        [FieldOffset(0)]
        public uint First;
        [FieldOffset(4)]
        public Pair Both;
        [FieldOffset(264)]
        public uint Last;
    }

    [LaidOut("12 bytes [Low@0 Middle@4 Small@8]", "12 bytes [Low@0 Middle@4 Small@8]")]
    private unsafe struct Pointers
    {
        public uint* Low;
        public void** Middle;
        public ushort Small;
    }
}
