using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>What must happen before the first ordinary C# code: the heap, and the objects that hold static references.</summary>
internal static unsafe class StartupCodeHelpers
{
    private const int GCStaticRegion = 201;
    private const int EagerConstructors = 205;
    private const int ModuleInitializers = 213;
    private const uint NotInitialized = 1;
    private const uint HasInitialData = 2;

    /// <summary>Called by the start-up code, once.</summary>
    /// <param name="heapStart">The first byte of memory for objects.</param>
    /// <param name="heapEnd">The byte after the last.</param>
    /// <param name="header">The table of contents that ilc writes.</param>
    [RuntimeExport("kit_initialize")]
    public static void Initialize(byte* heapStart, byte* heapEnd, ReadyToRunHeader* header)
    {
        Heap.Initialize(heapStart, heapEnd);
        var section = (ReadyToRunSection*)(header + 1);
        for (int i = 0; i < header->SectionCount; i++, section++)
        {
            if (section->Id == GCStaticRegion)
                InitializeStatics((int*)section->Start, (int*)section->End);
        }

        Run(header, EagerConstructors);
        Run(header, ModuleInitializers);
    }

    // Each class with static references has a word that must point to an object holding them. Before, it is the distance to the
    // object's type; the tag says that, and whether the distance to a template of the contents follows.
    private static void InitializeStatics(int* start, int* end)
    {
        for (int* entry = start; entry < end; entry++)
        {
            uint* word = (uint*)((byte*)entry + *entry);
            if ((*word & NotInitialized) == 0)
                continue;

            var type = (MethodTable*)((byte*)word + (int)(*word & ~(NotInitialized | HasInitialData)));
            object holder = Allocator.New(type);
            if ((*word & HasInitialData) != 0)
            {
                byte* template = (byte*)(word + 1) + (int)word[1];
                Memory.Copy(ref holder.FirstField, ref *template, type->ValueSize);
            }

            *word = (uint)Unsafe.As<object, nint>(ref holder);
        }
    }

    private static void Run(ReadyToRunHeader* header, int id)
    {
        var section = (ReadyToRunSection*)(header + 1);
        for (int i = 0; i < header->SectionCount; i++, section++)
        {
            if (section->Id != id)
                continue;

            for (int* entry = (int*)section->Start; entry < (int*)section->End; entry++)
                ((delegate*<void>)((byte*)entry + *entry))();
        }
    }

    /// <summary>The head of ilc's table of contents; the sections follow.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ReadyToRunHeader
    {
        public uint Signature;
        public ushort MajorVersion;
        public ushort MinorVersion;
        public uint Flags;
        public ushort SectionCount;
        public byte EntrySize;
        public byte EntryType;
    }

    /// <summary>One part of the image.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ReadyToRunSection
    {
        public int Id;
        public int Flags;
        public void* Start;
        public void* End;
    }
}
