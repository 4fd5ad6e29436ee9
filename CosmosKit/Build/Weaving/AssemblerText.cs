using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IL2CPU.API;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>The text of an image's assembler plugs, and the compiled methods that it calls.</summary>
internal sealed class AssemblerText
{
    private readonly Dictionary<Plug, (string Symbol, string Text)> _plugs = [];
    private readonly SortedDictionary<string, MethodDefinition> _called = new(StringComparer.Ordinal);

    /// <summary>The compiled methods that assembler calls, and the symbols their code must have.</summary>
    public IEnumerable<(MethodDefinition Method, string Symbol)> CalledMethods => _called.Select(c => (c.Value, SymbolOf(c.Value, c.Key)));

    /// <summary>Adds a plug's text.</summary>
    public void Add(Plug plug, string text)
    {
        string name = LabelName.Final($"plug_{plug.Method.DeclaringType.FullName}_{plug.Method.Name}");
        string symbol = name;
        for (int number = 2; _plugs.Values.Any(p => p.Symbol == symbol); number++)
        {
            symbol = $"{name}_{number}";
        }

        _plugs.Add(plug, (symbol, text));
    }

    /// <summary>Adds a method that assembler calls.</summary>
    /// <param name="label">What it calls.</param>
    public void AddCalled(string label, MethodDefinition method) => _called.Add(label, method);

    /// <summary>The symbol of a plug's code.</summary>
    /// <returns>The symbol; null if it is no assembler plug.</returns>
    public string? SymbolOf(Plug plug) => _plugs.TryGetValue(plug, out (string Symbol, string Text) code) ? code.Symbol : null;

    /// <summary>Writes the whole file for nasm.</summary>
    /// <returns>Its contents.</returns>
    public string ToNasm()
    {
        StringBuilder file = new("bits 32\nsection .text\n");
        foreach ((string label, MethodDefinition method) in _called)
        {
            AssemblerThunk.WriteShim(file.Append('\n'), label, method, SymbolOf(method, label));
        }

        foreach ((Plug plug, (string symbol, string text)) in _plugs)
        {
            AssemblerThunk.WritePlug(file.Append('\n'), symbol, plug.Method, text);
        }

        AssemblerThunk.WriteFrameTable(file.Append('\n'));
        foreach ((Plug plug, (string symbol, string text)) in _plugs)
        {
            AssemblerThunk.WriteFrame(file, symbol, plug.Method, text);
        }

        return file.ToString();
    }

    private static string SymbolOf(MethodDefinition method, string label) => RuntimeExport.SymbolOf(method) ?? $"{label}_compiled";
}
