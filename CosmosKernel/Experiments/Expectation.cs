using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Tasks;

namespace CosmosKernel.Experiments;

/// <summary>How a task is to end. Compared as its word, which is also what the log shows: <c>exit-42</c>, <c>#PF-05-supervisor-only</c>, <c>refused-in-kernel-space</c>.</summary>
public readonly struct Expectation
{
    private Expectation(string word) => Word = word;

    /// <summary>The word.</summary>
    public string Word { get; }

    /// <summary>It returns by itself, or is ended by a signal without a fault.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Exit(int status) => new("exit-" + status.ToString());

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
        new(ExceptionVector.Mnemonic((int)vector) + "-" + error.ToString("x2") + "-" + VerdictText.Of(verdict).Name);

    /// <summary>The loader does not take it.</summary>
    /// <param name="problem">Why.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Refused(ElfProblem problem) => new("refused-" + ElfProblemText.Of(problem).Name);
}
