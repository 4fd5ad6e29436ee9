using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using CosmosKit.Tests;
using IL2CPU.API;
using IL2CPU.API.Attribs;
using XSharp.Assembler;

namespace CosmosPaging.Tests.UserKit;

/// <summary>The text of one assembler plug of the kernel, got as IL2CPU gets it: by making an object of the class and calling it.</summary>
internal sealed partial class PlugText
{
    private static readonly Lazy<IReadOnlyList<PlugText>> Collected = new(Collect);

    private PlugText(MethodInfo method, string text)
    {
        Method = method;
        Text = text;
        Lines = Statements(text);
    }

    /// <summary>All of the kernel's assembler plugs.</summary>
    public static IReadOnlyList<PlugText> All => Collected.Value;

    /// <summary>The compiled methods whose labels the plugs asked for.</summary>
    public static IReadOnlyDictionary<MethodBase, string> Called { get; private set; } = new Dictionary<MethodBase, string>();

    /// <summary>The plug: its parameters and result are the plugged method's.</summary>
    public MethodInfo Method { get; }

    /// <summary>What the class wrote.</summary>
    public string Text { get; }

    /// <summary>The same, one statement each: labels (with the colon), instructions, directives; without comments.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The labels that it defines.</summary>
    public IEnumerable<string> Labels => Lines.Where(IsLabel).Select(line => line.TrimEnd(':'));

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">Assembler text.</param>
    /// <returns>As <see cref="Lines"/>.</returns>
    public static IReadOnlyList<string> Statements(string text) =>
        [.. text.Split('\n').Select(line => line.Split(';')[0].Trim()).SelectMany(LabelsApart).Where(statement => statement.Length > 0)];

    /// <summary>Whether a statement is a label.</summary>
    /// <param name="line">One of <see cref="Lines"/>.</param>
    public static bool IsLabel(string line) => line.EndsWith(':');

    /// <summary>Whether the text has a word.</summary>
    /// <param name="word">A label.</param>
    public bool Mentions(string word) => Lines.Any(line => Regex.IsMatch(line, $@"(?<![\w.]){Regex.Escape(word)}(?![\w.])"));

    /// <inheritdoc/>
    public override string ToString() => $"{Method.DeclaringType!.Name}.{Method.Name}";

    private static IEnumerable<string> LabelsApart(string line) =>
        LabelAndRest().Match(line) is { Success: true } m ? [m.Groups[1].Value, m.Groups[2].Value] : [line];

    private static List<PlugText> Collect()
    {
        List<PlugText> plugs = [];
        LabelName.Asked.Clear();
        foreach (Type type in Assembly.LoadFrom(BuiltKit.Output("CosmosKernel.Plugs")).GetTypes()
            .Where(t => t.GetCustomAttribute<Plug>() is not null))
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                if (method.GetCustomAttribute<PlugMethod>() is { Assembler: { } assembler })
                {
                    plugs.Add(new PlugText(method, Assemble(assembler, method)));
                }
            }
        }

        Called = new Dictionary<MethodBase, string>(LabelName.Asked);
        LabelName.Asked.Clear();
        return plugs;
    }

    private static string Assemble(Type code, MethodInfo method)
    {
        Assembler assembler = new();
        try
        {
            ((AssemblerMethod)Activator.CreateInstance(code)!).AssembleNew(assembler, method);
            using StringWriter text = new() { NewLine = "\n" };
            assembler.FlushText(text);
            return text.ToString();
        }
        finally
        {
            Assembler.ClearCurrentInstance();
        }
    }

    [GeneratedRegex(@"^([\w.$@?]+:)\s*(.*)$")]
    private static partial Regex LabelAndRest();
}
