using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// Where IL2CPU puts a static method's arguments and result (its <c>Ldarg.GetArgumentDisplacement</c> and
/// <c>Call.GetStackSizeToReservate</c>): everything in whole dwords, the last argument at [EBP+8], the ones before it above, all of them
/// higher by what the result is larger.
/// </summary>
internal static class CosmosFrame
{
    private const int First = 8;

    /// <summary>The size of the result on the stack.</summary>
    /// <param name="method">A static method.</param>
    public static int ResultSize(MethodInfo method) => SizeOf(method.ReturnType);

    /// <summary>Every dword of every argument.</summary>
    /// <param name="method">A static method.</param>
    /// <returns>Distances from EBP.</returns>
    public static IEnumerable<int> Offsets(MethodInfo method)
    {
        int arguments = method.GetParameters().Sum(p => SizeOf(p.ParameterType));
        int extra = Math.Max(0, ResultSize(method) - arguments);
        return Enumerable.Range(0, arguments / 4).Select(dword => First + extra + (4 * dword));
    }

    private static int SizeOf(Type type) =>
        type == typeof(void) ? 0
        : type.IsPointer || type.IsByRef ? 4
        : !type.IsValueType ? 8
        : Type.GetTypeCode(type) switch
        {
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte or TypeCode.Char
                or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            _ => throw new NotSupportedException($"no rule for {type}"),
        };
}
