using System.Runtime;

namespace Internal.Runtime;

/// <summary>
/// Finds the method that an interface call means. Each call site has a cell of two words: the address to call, and the
/// distance of the interface's method table, with two tag bits. Cells of one slot lie in a row that ends with a cell whose
/// address is 0 and whose second word is the slot's number.
/// </summary>
internal static unsafe class InterfaceDispatch
{
    private const uint TagMask = 3;

    /// <summary>Called by the assembler stub for a pair of call site and class that its table does not have.</summary>
    [RuntimeExport("RhpResolveInterfaceMethod")]
    public static nint Resolve(object target, nint cell)
    {
        uint* word = (uint*)cell + 1;
        var type = (MethodTable*)((byte*)word + (int)(*word & ~TagMask));
        while (word[-1] != 0)
            word += 2;

        void* method = Find(target.Type, type, (ushort)*word);
        if (method is null)
            Panic.Stop("EntryPointNotFoundException", "a class lacks an interface method");
        return (nint)method;
    }

    private static void* Find(MethodTable* type, MethodTable* interfaceType, ushort slot)
    {
        void* method = FindIn(type, interfaceType, slot, exact: true, byDefault: false);
        if (method is null)
            method = FindIn(type, interfaceType, slot, exact: false, byDefault: false);
        if (method is null)
            method = FindIn(type, interfaceType, slot, exact: true, byDefault: true);
        return method;
    }

    private static void* FindIn(MethodTable* type, MethodTable* interfaceType, ushort slot, bool exact, bool byDefault)
    {
        for (MethodTable* current = type; current is not null; current = current->BaseType)
        {
            DispatchMap* map = current->DispatchMap;
            if (map is null)
                continue;

            DispatchMapEntry* entry = map->Entries + (byDefault ? map->StandardCount : 0);
            int count = byDefault ? map->DefaultCount : map->StandardCount;
            for (int i = 0; i < count; i++, entry++)
            {
                if (entry->InterfaceSlot != slot)
                    continue;

                MethodTable* candidate = current->Interfaces[entry->Interface];
                if (candidate != interfaceType && (exact || !TypeCast.AreVariants(candidate, interfaceType)))
                    continue;

                // Slots beyond the virtual methods of the class that owns the map are that class's sealed methods.
                int implementation = entry->ImplementationSlot;
                return implementation < current->VirtualMethodCount
                    ? type->VirtualMethods[implementation]
                    : current->SealedMethod(implementation - current->VirtualMethodCount);
            }
        }

        return null;
    }
}
