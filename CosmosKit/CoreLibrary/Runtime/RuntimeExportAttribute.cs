namespace System.Runtime;

/// <summary>A method that machine code from outside calls by this name, in the managed convention.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeExportAttribute : Attribute
{
    public RuntimeExportAttribute(string entry) => Entry = entry;

    public string Entry { get; }
}

/// <summary>A method whose machine code stands outside, under this name, in the managed convention.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeImportAttribute : Attribute
{
    public RuntimeImportAttribute(string dllName, string entryPoint)
    {
        DllName = dllName;
        EntryPoint = entryPoint;
    }

    public string DllName { get; }

    public string EntryPoint { get; }
}
