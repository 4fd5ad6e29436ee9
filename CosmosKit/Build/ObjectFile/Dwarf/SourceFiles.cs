using System;
using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>
/// Numbers the source files, and names those below the repository's root relative to it. A debugger shows the short names, and finds the
/// files by the root, which is told once for each unit (DW_AT_comp_dir).
/// </summary>
/// <param name="root">The root; empty to keep all names.</param>
internal sealed class SourceFiles(string root)
{
    private readonly Dictionary<string, uint> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly string _prefix = root.Length == 0 || root.EndsWith('/') ? root : root + "/";

    /// <summary>The folder that relative names count from; empty if there are none.</summary>
    public string Root => root;

    /// <summary>The names, number 1 first.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of a file; a new one gets the next.</summary>
    /// <param name="path">The path, as a PDB tells it.</param>
    /// <returns>The number, from 1.</returns>
    public uint NumberOf(string path)
    {
        string name = _prefix.Length != 0 && path.StartsWith(_prefix, StringComparison.Ordinal) ? path[_prefix.Length..] : path;
        if (!_numbers.TryGetValue(name, out uint number))
        {
            _names.Add(name);
            number = (uint)_names.Count;
            _numbers.Add(name, number);
        }

        return number;
    }
}
