using System;
using System.Globalization;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>Tells what kind of value an instruction leaves on the evaluation stack, as far as 64-bit arithmetic must know.</summary>
internal static class Widths
{
    /// <summary>
    /// Whether a division is one that IL2CPU gets right: of 32 bits, or unsigned and by a value that was widened from 32 bits.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="division"><c>div</c>, <c>div.un</c>, <c>rem</c> or <c>rem.un</c>.</param>
    public static bool IsHarmless(MethodDefinition method, Instruction division)
    {
        // C# evaluates the divisor last, so whatever stands before the division has left it.
        Instruction? divisor = Before(division);
        bool isUnsigned = division.OpCode.Code is Code.Div_Un or Code.Rem_Un;
        return !IsWide(method, divisor) || (isUnsigned && IsNarrowValue(method, divisor));
    }

    private static bool IsNarrowValue(MethodDefinition method, Instruction? divisor) => divisor?.OpCode.Code switch
    {
        Code.Ldc_I8 => (long)divisor.Operand is > 0 and <= uint.MaxValue,
        Code.Conv_U8 => !IsWide(method, Before(divisor)),
        Code.Conv_I8 => Constant(Before(divisor)) > 0,
        _ => false,
    };

    /// <summary>Whether a value may be an integer of 64 bits. What is not understood may.</summary>
    private static bool IsWide(MethodDefinition method, Instruction? producer)
    {
        if (producer is null)
        {
            return true;
        }

        switch (producer.OpCode.Code)
        {
            case Code.Dup or Code.Neg or Code.Not or Code.Add or Code.Sub or Code.Mul or Code.And or Code.Or or Code.Xor
                or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un
                or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un:
                return IsWide(method, Before(producer));
            case Code.Shl or Code.Shr or Code.Shr_Un:
                // C# cuts a count that it does not know to the bits that there are: 31 or 63.
                Instruction? count = Before(producer);
                return count?.OpCode.Code == Code.And
                    ? Constant(Before(count)) != 31
                    : IsWide(method, Constant(count) is null ? null : Before(count!));
            case >= Code.Ldc_I4_M1 and <= Code.Ldc_I4 or Code.Ldc_R4 or Code.Ldc_R8 or Code.Ldlen or Code.Sizeof
                or >= Code.Conv_I1 and <= Code.Conv_I4 or Code.Conv_R4 or Code.Conv_R8 or Code.Conv_U4 or Code.Conv_U2 or Code.Conv_U1
                or Code.Conv_I or Code.Conv_U or Code.Conv_Ovf_I4 or Code.Conv_Ovf_I4_Un or Code.Conv_Ovf_U4 or Code.Conv_Ovf_U4_Un
                or >= Code.Ldind_I1 and <= Code.Ldind_U4 or >= Code.Ldelem_I1 and <= Code.Ldelem_U4:
                return false;
            default:
                return TypeOf(method, producer) is not { } type || IsWide(type);
        }
    }

    private static bool IsWide(TypeReference type)
    {
        TypeReference number = type.IsEnum() ? type.Resolve().Fields.First(field => !field.IsStatic).FieldType : type;
        return number.MetadataType is MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Var or MetadataType.MVar;
    }

    private static TypeReference? TypeOf(MethodDefinition method, Instruction producer) => producer.Operand switch
    {
        VariableReference variable => variable.VariableType,
        ParameterReference parameter => parameter.ParameterType,
        FieldReference field => Substitute(field.FieldType, field.DeclaringType),
        MethodReference callee => Substitute(callee.ReturnType, callee.DeclaringType),
        TypeReference type when producer.OpCode.Code is Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any => type,
        _ => producer.OpCode.Code switch
        {
            >= Code.Ldloc_0 and <= Code.Ldloc_3 => method.Body.Variables[producer.OpCode.Code - Code.Ldloc_0].VariableType,
            >= Code.Ldarg_0 and <= Code.Ldarg_3 => Argument(method, producer.OpCode.Code - Code.Ldarg_0),
            _ => null,
        },
    };

    /// <summary>Of a member of <c>List&lt;int&gt;</c> the metadata say <c>T</c>.</summary>
    private static TypeReference Substitute(TypeReference type, TypeReference declaringType) =>
        type is GenericParameter { Type: GenericParameterType.Type } parameter && declaringType is GenericInstanceType instance
            ? instance.GenericArguments[parameter.Position]
            : type;

    private static TypeReference? Argument(MethodDefinition method, int index)
    {
        int parameter = method.HasThis ? index - 1 : index;
        return parameter < 0 ? null : method.Parameters[parameter].ParameterType;
    }

    private static int? Constant(Instruction? producer) => producer?.OpCode.Code switch
    {
        Code.Ldc_I4 or Code.Ldc_I4_S => Convert.ToInt32(producer.Operand, CultureInfo.InvariantCulture),
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => producer.OpCode.Code - Code.Ldc_I4_0,
        _ => null,
    };

    private static Instruction? Before(Instruction instruction)
    {
        Instruction? before = instruction.Previous;
        while (before is not null && before.IsNop())
        {
            before = before.Previous;
        }

        return before;
    }
}
