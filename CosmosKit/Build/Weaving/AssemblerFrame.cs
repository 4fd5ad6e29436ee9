using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Where the parameters of a method are, on both sides. Cosmos' plug ABI: after <c>push ebp; mov ebp, esp</c> the last argument is at
/// <c>[ebp+8]</c> and earlier ones above it; if the result needs more room than the arguments, all lie higher by the difference.
/// Compiled code: the first two that fit go in ECX and EDX, the rest is pushed from left to right, and the callee pops.
/// </summary>
internal sealed class AssemblerFrame
{
    private const uint FirstArgument = 8;

    /// <summary>Lays out a method's parameters.</summary>
    /// <param name="method">A static method.</param>
    /// <exception cref="BuildException">A parameter or the result cannot be passed.</exception>
    public AssemblerFrame(MethodDefinition method)
    {
        List<AssemblerValue> values = [
            .. method.Parameters.Select(p => AssemblerValue.Of(p.ParameterType) ?? throw Refused(method, p.ParameterType, p.Name))];
        Result = method.ReturnType.MetadataType == MetadataType.Void
            ? null
            : AssemblerValue.Of(method.ReturnType) ?? throw Refused(method, method.ReturnType, "the result");
        ArgumentsSize = (uint)values.Sum(v => v.FrameSize);
        ExtraSize = Result is { } result && result.FrameSize > ArgumentsSize ? result.FrameSize - ArgumentsSize : 0;

        Queue<string> registers = new(["ecx", "edx"]);
        List<string?> inRegister = [.. values.Select(v => v.FitsRegister && registers.TryDequeue(out string? register) ? register : null)];
        StackSize = (uint)values.Where((_, i) => inRegister[i] is null).Sum(v => v.StackSize);

        List<Parameter> parameters = [];
        uint frame = FirstArgument + ExtraSize + ArgumentsSize;
        uint stack = StackSize;
        for (int index = 0; index < values.Count; index++)
        {
            frame -= values[index].FrameSize;
            stack -= inRegister[index] is null ? values[index].StackSize : 0;
            parameters.Add(new Parameter(values[index], frame, inRegister[index], stack));
        }

        Parameters = parameters;
    }

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The result; null for none.</summary>
    public AssemblerValue? Result { get; }

    /// <summary>The bytes of all arguments in Cosmos' frame.</summary>
    public uint ArgumentsSize { get; }

    /// <summary>By how much the result is larger than the arguments.</summary>
    public uint ExtraSize { get; }

    /// <summary>The bytes that compiled code pushes and the callee pops.</summary>
    public uint StackSize { get; }

    private static BuildException Refused(MethodDefinition method, TypeReference type, string what) =>
        new([new BuildError(
            ErrorCodes.AssemblerSignature,
            $"'{Signatures.Describe(method)}' cannot be passed between C# and assembler: {what} is a '{type.FullName}'; a number, a "
                + $"pointer, a reference, an enum, or a structure around one dword can",
            SourceLocation.Of(method) ?? SourceLocation.Of(method.DeclaringType))]);

    /// <summary>Where one parameter is.</summary>
    /// <param name="Value">How it travels.</param>
    /// <param name="FrameOffset">Where assembler finds it, from EBP.</param>
    /// <param name="Register">Where compiled code passes it; null for the stack.</param>
    /// <param name="StackOffset">If on the stack: its distance from the last thing pushed before the call.</param>
    internal sealed record Parameter(AssemblerValue Value, uint FrameOffset, string? Register, uint StackOffset);
}
