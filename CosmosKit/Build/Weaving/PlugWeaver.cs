using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>Puts plugs in place: the target's body becomes a call of the plug, which the optimiser inlines.</summary>
internal static class PlugWeaver
{
    /// <summary>Puts the plugs of an image in place.</summary>
    /// <param name="assemblies">The image's assemblies, already redirected.</param>
    /// <param name="text">The machine code of assembler plugs.</param>
    public static void Weave(ImageAssemblies assemblies, IReadOnlyList<Plug> plugs, AssemblerText text)
    {
        foreach (Plug plug in plugs)
        {
            Forward(plug);
            if (text.SymbolOf(plug) is { } symbol)
            {
                RuntimeExport.Import(assemblies, plug.Method, symbol);
            }
        }

        foreach ((MethodDefinition method, string symbol) in text.CalledMethods)
        {
            if (RuntimeExport.SymbolOf(method) is null)
            {
                RuntimeExport.Add(assemblies, method, symbol);
            }
        }
    }

    private static void Forward(Plug plug)
    {
        MethodDefinition target = plug.Target;
        SourceLocation? place = SourceLocation.Of(plug.Method);
        target.PInvokeInfo = null;
        target.IsPInvokeImpl = false; // Cecil's line above has set it.
        target.ImplAttributes = MethodImplAttributes.IL | MethodImplAttributes.Managed;
        target.Body = new MethodBody(target);
        target.DebugInformation.SequencePoints.Clear();
        target.DebugInformation.Scope = null;

        ILProcessor code = target.Body.GetILProcessor();
        int argument = 0;
        foreach (ParameterDefinition parameter in plug.Method.Parameters)
        {
            if (plug.Fields.TryGetValue(parameter.Index, out FieldDefinition? field))
            {
                code.Emit(OpCodes.Ldarg_0);
                code.Emit(OpCodes.Ldflda, target.Module.ImportReference(field));
            }
            else if (target.HasThis && argument == 0)
            {
                code.Emit(OpCodes.Ldarg_0);
                argument++;
            }
            else
            {
                code.Emit(OpCodes.Ldarg, target.Parameters[argument - (target.HasThis ? 1 : 0)]);
                argument++;
            }
        }

        code.Emit(OpCodes.Call, target.Module.ImportReference(plug.Method));
        code.Emit(OpCodes.Ret);

        // Where the optimiser does not inline it, a debugger that steps into the target stops at the plug's line, and a further step enters
        // the plug.
        if (place is not null)
        {
            target.DebugInformation.SequencePoints.Add(new SequencePoint(target.Body.Instructions[0], new Document(place.File))
            {
                StartLine = place.Line,
                EndLine = place.Line,
                StartColumn = place.Column,
                EndColumn = place.Column + 1,
            });
        }
    }
}
