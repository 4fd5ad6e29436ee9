using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Output;

namespace CosmosKernel.Boot;

/// <summary>Tables in static fields, which traps read.</summary>
internal static class StaticTables
{
    /// <summary>
    /// Touches each, so that its static constructor runs now. IL2CPU runs it when the type is first used, and in a trap it could not
    /// allocate. <c>Tests/Subset</c> finds one that is missing.
    /// </summary>
    public static void Touch()
    {
        _ = ExceptionVector.Mnemonic(ExceptionVector.PageFault);
        _ = PrivilegedInstruction.RuleOf(default);
        _ = EmulatorQuirk.All.Length;
        _ = VerdictText.Of(Verdict.None);
        _ = LineColour.From(string.Empty, true, Style.Text);
    }
}
