using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// What the kernel must not contain, because one of its two compilers refuses it or gets it wrong. The table is the rule; the fixture
/// has at least one example of each row.
/// </summary>
internal static class CosmosSubset
{
    private static readonly Code[] WithoutImplementation =
    [
        Code.Arglist, Code.Cpobj, Code.Jmp, Code.Mkrefany, Code.Refanyval, Code.Refanytype, Code.Tail, Code.No, Code.Ckfinite,
    ];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<BannedConstruct> Table { get; } =
    [
        new(
            "record class",
            "IL2CPU refuses it. A record struct, or a class, is fine.",
            (_, method) => method.Name == "<Clone>$" ? method.Body.Instructions.Take(1) : []),
        BannedConstruct.Of(
            "virtual method as delegate",
            "ldvirtftn: IL2CPU refuses it. A lambda that calls the method is fine.",
            (_, i) => i.OpCode.Code == Code.Ldvirtftn),
        BannedConstruct.Of(
            "function pointer",
            "IL2CPU refuses delegate*.",
            (_, i) => i.OpCode.Code == Code.Calli
                || (i.OpCode.Code == Code.Ldftn && i.Next.Callee()?.DeclaringType.IsDelegate() != true)),
        BannedConstruct.Of(
            "multicast delegate",
            "IL2CPU refuses += and -= on delegates; the events that C# makes by itself use them.",
            (_, i) => i.Calls("System.Delegate", "Combine", "Remove", "RemoveAll")),
        BannedConstruct.Of(
            "method of System.Enum",
            "HasFlag and GetValues are refused, ToString is wrong; boxing is how an enumeration gets there.",
            IsEnumMethod),
        BannedConstruct.Of(
            "sort",
            "IL2CPU refuses Array.Sort, which List.Sort and Span's are, too.",
            (_, i) =>
                i.Calls("System.Array", "Sort")
                    || i.Calls("System.Collections.Generic.List`1", "Sort")
                    || i.Calls("System.MemoryExtensions", "Sort")),
        BannedConstruct.Of(
            "multi-dimensional array",
            "IL2CPU refuses it. An array of arrays is fine.",
            (_, i) => i.Operand is MethodReference { DeclaringType: ArrayType { Rank: > 1 } }),
        BannedConstruct.Of(
            "boxed struct in a static interface",
            "IL2CPU refuses a boxed struct in a static field whose type is an interface. Only what is seen to be an object or null is "
                + "let through.",
            (_, i) => i.OpCode.Code == Code.Stsfld && ((FieldReference)i.Operand).FieldType.IsInterface() && !IsSeenToBeObject(i)),
        BannedConstruct.Of(
            "struct with a reference in a static field",
            "IL2CPU counts the references of what the field held before, and takes what is in the struct for its address: a read at "
                + "an address of no meaning. A class is fine.",
            (_, i) => i.OpCode.Code == Code.Stsfld && ((FieldReference)i.Operand).FieldType.IsStructWithReference()),
        new(
            "default interface method",
            "IL2CPU calls nothing, or something else, where a type does not override it.",
            (_, method) => method.DeclaringType.IsInterface && !method.IsStatic ? method.Body.Instructions.Take(1) : []),
        BannedConstruct.Of(
            "interface call on a class type parameter",
            "IL2CPU goes wrong where the argument is a class. With the constraint 'struct' it is fine.",
            IsInterfaceCallOnClassParameter),
        BannedConstruct.Of(
            "generic interface method",
            "IL2CPU finds the wrong method.",
            (_, i) => i.Callee() is GenericInstanceMethod method && method.HasThis && method.DeclaringType.IsInterface()),
        BannedConstruct.Of(
            "hash or equality of a struct",
            "A Dictionary or HashSet keyed by an enumeration or a struct hangs under IL2CPU, as does their EqualityComparer. Numbers "
                + "and strings are fine.",
            IsEqualityOfStruct),
        BannedConstruct.Of(
            "string.Compare",
            "Its result is wrong under IL2CPU. CompareOrdinal is right.",
            (_, i) => i.Calls("System.String", "Compare")),
        BannedConstruct.Of(
            "clearing a span",
            "Beyond 768 bytes .NET 6 calls Buffer.__ZeroMemory, and Cosmos' plug of that takes the length for the address of the length.",
            (_, i) => i.Calls("System.Span`1", "Clear")),
        BannedConstruct.Of(
            "population count",
            "BitOperations.PopCount is wrong under IL2CPU.",
            (_, i) => i.Calls("System.Numerics.BitOperations", "PopCount")),
        new(
            "catch",
            "The embedded kit never gets there; IL2CPU takes the first catch, whatever its type.",
            (_, method) => Handlers(method, ExceptionHandlerType.Catch)),
        new(
            "exception filter",
            "IL2CPU ignores it.",
            (_, method) => Handlers(method, ExceptionHandlerType.Filter)),
        BannedConstruct.Of(
            "rethrow",
            "IL2CPU loses the exception.",
            (_, i) => i.OpCode.Code == Code.Rethrow),
        new(
            "finally inside a try",
            "IL2CPU skips it, or hangs. One finally, not inside another try, is fine.",
            (_, method) => method.Body.ExceptionHandlers
                .Where(inner =>
                    inner.HandlerType is ExceptionHandlerType.Finally or ExceptionHandlerType.Fault
                        && method.Body.ExceptionHandlers.Any(outer => IsInside(inner, outer)))
                .Select(inner => inner.HandlerStart)),
        new(
            "64-bit division",
            "IL2CPU divides a negative number, or by more than 32 bits, wrongly. Unsigned and by a widened 32-bit value it is right.",
            (_, method) => method.Body.Instructions.Where(i => IsDivision(i) && !Widths.IsHarmless(method, i))),
        BannedConstruct.Of(
            "64-bit division in a call",
            "As above: Math.DivRem divides, too.",
            (_, i) =>
                i.Calls("System.Math", "DivRem")
                    && i.Callee()!.Parameters.Any(p => p.ParameterType.MetadataType is MetadataType.Int64 or MetadataType.UInt64)),
        BannedConstruct.Of(
            "cast that may fail",
            "A wrong cast throws nothing under IL2CPU, and goes on with the wrong object. 'is' and 'as' are fine.",
            (_, i) => (i.OpCode.Code == Code.Castclass && !i.Previous.Calls("System.Delegate"))
                || (i.OpCode.Code is Code.Unbox or Code.Unbox_Any && !Follows(i, Code.Isinst))),
        BannedConstruct.Of(
            "instruction without implementation",
            "IL2CPU throws at it, or does not know it.",
            (_, i) => WithoutImplementation.Contains(i.OpCode.Code)),
    ];

    private static bool IsEnumMethod(CodeBase code, Instruction i)
    {
        if (i.Calls("System.Enum"))
        {
            return true;
        }

        IEnumerable<TypeReference> subjects = i switch
        {
            { OpCode.Code: Code.Box, Operand: TypeReference boxed } => [boxed],
            { Operand: GenericInstanceMethod formatting } when formatting.DeclaringType.Name.EndsWith(
                "InterpolatedStringHandler", StringComparison.Ordinal) =>
                formatting.GenericArguments,
            _ => i.ConstrainedTo() is { } constrained ? [constrained] : [],
        };
        return subjects.SelectMany(code.Possible).Any(Il.IsEnum);
    }

    private static bool IsInterfaceCallOnClassParameter(CodeBase code, Instruction i)
    {
        if (i.Callee() is not { } callee || !callee.DeclaringType.IsInterface())
        {
            return false;
        }

        // Of a parameter that is known to be a class, C# boxes, which does nothing, instead of constraining.
        TypeReference? type = i.ConstrainedTo() ?? (i.Previous is { OpCode.Code: Code.Box } box ? (TypeReference)box.Operand : null);
        return type is GenericParameter { HasNotNullableValueTypeConstraint: false };
    }

    private static bool IsEqualityOfStruct(CodeBase code, Instruction i)
    {
        var type = i.Callee()?.DeclaringType as GenericInstanceType;
        return type?.ElementType.FullName is "System.Collections.Generic.Dictionary`2"
                or "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.EqualityComparer`1"
            && code.Possible(type.GenericArguments[0]).Any(Il.IsStructOrEnum);
    }

    private static bool IsSeenToBeObject(Instruction store)
    {
        Instruction value = store.Previous;
        while (value.OpCode.Code is Code.Dup or Code.Nop)
        {
            value = value.Previous;
        }

        return value.OpCode.Code == Code.Ldnull || (value.OpCode.Code == Code.Newobj && value.Callee()!.DeclaringType.IsClass());
    }

    private static IEnumerable<Instruction> Handlers(MethodDefinition method, ExceptionHandlerType type) =>
        from handler in method.Body.ExceptionHandlers
        where handler.HandlerType == type
        select type == ExceptionHandlerType.Filter ? handler.HandlerStart.Previous : handler.HandlerStart;

    private static bool IsInside(ExceptionHandler inner, ExceptionHandler outer) =>
        inner != outer
        && inner.TryStart.Offset >= outer.TryStart.Offset
        && inner.HandlerEnd is not null
        && inner.HandlerEnd.Offset <= outer.TryEnd.Offset;

    private static bool IsDivision(Instruction i) => i.OpCode.Code is Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un;

    /// <summary>
    /// Whether a test for the same type leads to an instruction: C# writes <c>x is T t</c> as a test, a branch and an unboxing.
    /// </summary>
    private static bool Follows(Instruction unboxing, Code test)
    {
        for (Instruction? i = unboxing.Previous; i is not null; i = i.Previous)
        {
            if (i.OpCode.Code == test && i.Operand is TypeReference tested && tested.FullName == ((TypeReference)unboxing.Operand).FullName)
            {
                return true;
            }
        }

        return false;
    }
}
