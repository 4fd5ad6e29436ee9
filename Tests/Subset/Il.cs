using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>Words for what instructions and the types in them are.</summary>
internal static class Il
{
    /// <summary>Whether an instruction calls one of some methods.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="type">Full name of the type that declares them.</param>
    /// <param name="names">Their names; none: any method of the type.</param>
    public static bool Calls(this Instruction instruction, string type, params string[] names) =>
        Callee(instruction) is { } callee
        && callee.DeclaringType.GetElementType().FullName == type
        && (names.Length == 0 || names.Contains(callee.Name));

    /// <summary>The method that an instruction calls, as it names it.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>None if it is no call; creating an object is one.</returns>
    public static MethodReference? Callee(this Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj ? (MethodReference)instruction.Operand : null;

    /// <summary>The type in a <c>constrained.</c> prefix before a call.</summary>
    /// <param name="instruction">The call.</param>
    /// <returns>None if there is no such prefix.</returns>
    public static TypeReference? ConstrainedTo(this Instruction instruction) =>
        instruction.Previous?.OpCode.Code == Code.Constrained ? (TypeReference)instruction.Previous.Operand : null;

    /// <summary>Whether a type is an enumeration.</summary>
    /// <param name="type">As an instruction names it.</param>
    public static bool IsEnum(this TypeReference type) => type.Resolve()?.IsEnum == true && IsPlain(type);

    /// <summary>Whether a type is a struct or an enumeration that is no number, character or truth value.</summary>
    /// <param name="type">As an instruction names it.</param>
    public static bool IsStructOrEnum(this TypeReference type) => IsPlain(type) && !type.IsPrimitive && type.Resolve()?.IsValueType == true;

    /// <summary>Whether a type is a class, so that creating one allocates.</summary>
    /// <param name="type">As an instruction names it.</param>
    public static bool IsClass(this TypeReference type) => type.Resolve()?.IsValueType != true;

    /// <summary>Whether a type is an interface.</summary>
    /// <param name="type">As an instruction names it.</param>
    public static bool IsInterface(this TypeReference type) => IsPlain(type) && type.Resolve()?.IsInterface == true;

    /// <summary>Whether a type is a struct in which, at any depth, a reference to an object is.</summary>
    /// <param name="type">As an instruction or a field names it.</param>
    public static bool IsStructWithReference(this TypeReference type) =>
        type.IsStructOrEnum() && type.Resolve().Fields.Where(field => !field.IsStatic).Select(field => Argument(field.FieldType, type))
            .Any(field => field is not PointerType && (!field.IsValueType || field.IsStructWithReference()));

    /// <summary>Whether a type is a delegate.</summary>
    /// <param name="type">As an instruction names it.</param>
    public static bool IsDelegate(this TypeReference type) =>
        IsPlain(type) && type.Resolve()?.BaseType?.FullName is "System.MulticastDelegate" or "System.Delegate";

    /// <summary>Whether an instruction does nothing.</summary>
    /// <param name="instruction">The instruction.</param>
    public static bool IsNop(this Instruction instruction) => instruction.OpCode.Code == Code.Nop;

    private static TypeReference Argument(TypeReference field, TypeReference owner) =>
        field is GenericParameter parameter && owner is GenericInstanceType instance
            ? instance.GenericArguments[parameter.Position]
            : field;

    // Resolve() sees through arrays and pointers to the type of their elements.
    private static bool IsPlain(TypeReference type) =>
        type is TypeDefinition or GenericInstanceType || type.GetType() == typeof(TypeReference);
}
