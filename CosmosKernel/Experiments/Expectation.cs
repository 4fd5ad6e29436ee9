using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Programs;

namespace CosmosKernel.Experiments;

/// <summary>
/// How a task is to end. Compared as its word, which is also what the log shows: <c>exit-42</c>, <c>#PF-05-supervisor-only</c>,
/// <c>refused-in-kernel-space</c>. Where that depends on the kernel mapping it is stated in terms of the mapping's views, never of its
/// name.
/// </summary>
public sealed class Expectation
{
    private readonly string word;
    private readonly string wordOfThreeLevels;
    private readonly string wordWithExecuteDisable;
    private readonly ViewQuestion question;
    private readonly Expectation? otherwise;

    private Expectation(string word, string wordOfThreeLevels, string wordWithExecuteDisable)
    {
        this.word = word;
        this.wordOfThreeLevels = wordOfThreeLevels;
        this.wordWithExecuteDisable = wordWithExecuteDisable;
    }

    private Expectation(ViewQuestion question, Expectation then, Expectation otherwise)
        : this(then.word, then.wordOfThreeLevels, then.wordWithExecuteDisable)
    {
        this.question = question;
        this.otherwise = otherwise;
    }

    /// <summary>The word.</summary>
    /// <param name="mapping">
    /// The mapping in force. Its format decides whether an instruction fetch is told from a read, and which entries are shared.
    /// </param>
    /// <returns>For example <c>exit-42</c>.</returns>
    public string Word(KernelMapping mapping)
    {
        if (otherwise != null && !Holds(question, mapping))
        {
            return otherwise.Word(mapping);
        }

        PagingFormat format = mapping.Kernel.Format;
        return format.HasExecuteDisable ? wordWithExecuteDisable : format.LevelCount > 2 ? wordOfThreeLevels : word;
    }

    /// <summary>It ends one way where all of the kernel is mapped while ring 3 runs, and another where it is not.</summary>
    /// <param name="mapped">How where it is.</param>
    /// <param name="notMapped">How where it is not.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ByKernelInRing3(Expectation mapped, Expectation notMapped) =>
        new(ViewQuestion.IsKernelMappedInRing3, mapped, notMapped);

    /// <summary>It ends one way where the kernel's window is closed to a task's own pages, and another where it is open to them.</summary>
    /// <param name="closed">How where a tree with the task's pages has all of the kernel.</param>
    /// <param name="open">How where none has.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ByWindow(Expectation closed, Expectation open) => new(ViewQuestion.IsWindowClosed, closed, open);

    /// <summary>It returns by itself, or is ended by a signal without a fault.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Exit(int status) => Both(ExitWord(status));

    /// <summary>It dies of a page fault.</summary>
    /// <param name="error">The processor's error code.</param>
    /// <param name="verdict">The explainer's verdict.</param>
    /// <returns>The expectation.</returns>
    public static Expectation PageFault(uint error, Verdict verdict) => Exception(ExceptionVector.PageFault, error, verdict);

    /// <summary>It dies of an exception.</summary>
    /// <param name="vector">Which.</param>
    /// <param name="error">The processor's error code.</param>
    /// <param name="verdict">The explainer's verdict.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Exception(uint vector, uint error, Verdict verdict) =>
        Both(ExceptionWord(vector, error, verdict));

    /// <summary>The loader does not take it.</summary>
    /// <param name="problem">Why.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Refused(ElfProblem problem) => Both(RefusedWord(problem));

    /// <summary>It ends one way under two-level paging, another under PAE.</summary>
    /// <param name="twoLevel">How under two-level paging.</param>
    /// <param name="pae">How under PAE.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ByFormat(Expectation twoLevel, Expectation pae) =>
        new(twoLevel.word, pae.wordOfThreeLevels, pae.wordWithExecuteDisable);

    /// <summary>
    /// It fetches instructions from where it may not; the processor tells a fetch from a read only where XD is in use (SDM vol. 3, 4.7).
    /// </summary>
    /// <param name="error">The processor's error code, without the bit for a fetch.</param>
    /// <param name="verdict">The explainer's verdict.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Fetch(uint error, Verdict verdict) => WithAndWithoutExecuteDisable(
        ExceptionWord(ExceptionVector.PageFault, error, verdict),
        ExceptionWord(ExceptionVector.PageFault, error | (uint)PageFaultErrorCode.Fetch, verdict));

    /// <summary>It runs bytes of a page without the right to execute, which only XD can withhold.</summary>
    /// <param name="status">Its status where XD is not in use.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ExitUnlessExecuteDisabled(int status) => WithAndWithoutExecuteDisable(
        ExitWord(status),
        ExceptionWord(
            ExceptionVector.PageFault,
            (uint)(PageFaultErrorCode.Protection | PageFaultErrorCode.User | PageFaultErrorCode.Fetch),
            Verdict.NoExecute));

    /// <summary>The word for a task that ended by itself, or by a signal without a fault.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>For example <c>exit-42</c>.</returns>
    public static string ExitWord(int status) => Texts.Join("exit-", Texts.Decimal((uint)status));

    /// <summary>The word for a task that died of an exception.</summary>
    /// <param name="vector">Which.</param>
    /// <param name="error">The processor's error code.</param>
    /// <param name="verdict">The explainer's verdict.</param>
    /// <returns>For example <c>#PF-05-supervisor-only</c>.</returns>
    public static string ExceptionWord(uint vector, uint error, Verdict verdict) =>
        Texts.Join(
            Texts.Join(Texts.Join(ExceptionVector.Mnemonic((int)vector), "-"), Texts.Hex(error, 2)),
            Texts.Join("-", VerdictText.Of(verdict).Name));

    /// <summary>The word for a program that the loader did not take.</summary>
    /// <param name="problem">Why.</param>
    /// <returns>For example <c>refused-in-kernel-space</c>.</returns>
    public static string RefusedWord(ElfProblem problem) => Texts.Join("refused-", ElfProblemText.Of(problem).Name);

    private static bool Holds(ViewQuestion question, KernelMapping mapping) =>
        question == ViewQuestion.IsKernelMappedInRing3 ? mapping.IsMappedInRing3 : !mapping.Kind.LeavesWindowToTasks;

    private static Expectation Both(string word) => new(word, word, word);

    private static Expectation WithAndWithoutExecuteDisable(string without, string with) => new(without, without, with);
}
