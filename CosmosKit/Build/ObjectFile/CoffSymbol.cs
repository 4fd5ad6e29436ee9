namespace CosmosKit.Build.ObjectFile;

/// <summary>A symbol of a COFF object.</summary>
/// <param name="Index">Its raw index in the table, auxiliary entries counted.</param>
/// <param name="Value">Its offset in its section.</param>
/// <param name="SectionNumber">Its section from 1; 0 undefined, -1 absolute, -2 debugging.</param>
/// <param name="StorageClass">2 external, 3 static; others do not occur in what ilc writes.</param>
internal sealed record CoffSymbol(int Index, string Name, uint Value, int SectionNumber, byte StorageClass)
{
    private const byte External = 2;

    /// <summary>Whether other objects see it.</summary>
    public bool IsExternal => StorageClass == External;

    /// <summary>Whether another object must define it.</summary>
    public bool IsUndefined => SectionNumber == 0;
}
