namespace CosmosKernel.Cpu;

/// <summary>The registers that say where the descriptor tables are. Machine code: <c>Plugs/DescriptorTablesPlug.cs</c>.</summary>
public static class DescriptorTables
{
    /// <summary>
    /// LGDT, then reloads all segment registers: CS by a far jump, so that nothing of the loader's table is in use any more.
    /// </summary>
    /// <param name="linearAddress">Where the table begins.</param>
    /// <param name="bytes">Its length.</param>
    public static void LoadGlobal(uint linearAddress, uint bytes) => throw new PlugMissingException();

    /// <summary>LIDT: from here on every trap goes through this table.</summary>
    /// <param name="linearAddress">Where the table begins.</param>
    /// <param name="bytes">Its length.</param>
    public static void LoadInterrupt(uint linearAddress, uint bytes) => throw new PlugMissingException();

    /// <summary>SIDT: where the table in force is.</summary>
    /// <returns>Its linear address.</returns>
    public static uint ReadInterrupt() => throw new PlugMissingException();

    /// <summary>
    /// LTR: names the task-state segment that gives the stack of a trap from ring 3; marks it busy. And LLDT 0: there is no local table. A
    /// processor comes out of reset with one at linear address 0 (SDM vol. 3, table 10-1), and where page 1 is the task's, it could put a
    /// call gate into ring 0 there.
    /// </summary>
    /// <param name="selector">Its selector in the global table.</param>
    public static void LoadTask(uint selector) => throw new PlugMissingException();

    /// <summary>LLDT: names the local descriptor table.</summary>
    /// <param name="selector">Its selector in the global table; 0 for none.</param>
    public static void LoadLocal(uint selector) => throw new PlugMissingException();
}
