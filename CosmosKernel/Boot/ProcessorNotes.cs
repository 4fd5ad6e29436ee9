using CosmosKernel.Cpu;
using CosmosKernel.Output;

namespace CosmosKernel.Boot;

/// <summary>What the processor lacks, and what the kernel does instead.</summary>
internal static class ProcessorNotes
{
    /// <summary>Writes a <c>note:</c> line for each.</summary>
    /// <param name="log">Where.</param>
    public static void Write(KernelLog log)
    {
        if (!Feature.IsPresent(Feature.BasicLeaf, Feature.GlobalPages))
        {
            log.Text("note: the processor has no global pages; each load of CR3 forgets the kernel's translations, too").EndLine();
        }

        if (!Feature.IsPresent(Feature.BasicLeaf, Feature.TimeStampCounter))
        {
            log.Text("note: the processor has no time-stamp counter; tasks' time is counted by the interval timer").EndLine();
        }

        if (!Feature.HasAllOfCompiledCode())
        {
            log.Text("note: the processor lacks").Text(Lacking(Feature.ConditionalMove, " CMOV"))
                .Text(Lacking(Feature.FastSave, " FXSAVE")).Text(Lacking(Feature.StreamingExtensions, " SSE"))
                .Text("; the kernel's such instructions are carried out in #UD, a program's end it").EndLine();
        }
    }

    private static string Lacking(uint feature, string name) =>
        Feature.IsPresent(Feature.BasicLeaf, feature) ? string.Empty : name;
}
