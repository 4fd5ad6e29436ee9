using System.Globalization;

namespace CosmosPaging.Lab.Attacks;

/// <summary>How a hostile program has to end.</summary>
public sealed record AttackEnd
{
    private const int SignalBase = 128;

    private AttackEnd(int? status, string words)
    {
        Status = status;
        Words = words;
    }

    /// <summary>It comes to its end, and everything that it checked was so.</summary>
    public static AttackEnd ChecksHold { get; } = new(0, "checks hold") { HasChecks = true };

    /// <summary>Its status, as a shell shows it; none if it is refused.</summary>
    public int? Status { get; }

    /// <summary>The end in a few words.</summary>
    public string Words { get; }

    /// <summary>Whether it counts its own checks in a last line.</summary>
    public bool HasChecks { get; private init; }

    /// <summary>The exception that ends it; none if it is no fault that does.</summary>
    public string? Exception { get; private init; }

    /// <summary>The kernel's verdict on that fault.</summary>
    public string? Verdict { get; private init; }

    /// <summary>Why the loader does not take it, in the kernel's word; none if it does.</summary>
    public string? Problem { get; private init; }

    /// <summary>It exits by itself.</summary>
    /// <param name="status">With this status.</param>
    public static AttackEnd Exit(int status) => new(status, string.Create(CultureInfo.InvariantCulture, $"exit {status}"));

    /// <summary>A signal ends it that is no fault's, or whose fault is not told.</summary>
    /// <param name="signal">The signal.</param>
    public static AttackEnd Signal(int signal) => new(SignalBase + signal, string.Create(CultureInfo.InvariantCulture, $"signal {signal}"));

    /// <summary>A fault ends it.</summary>
    /// <param name="signal">The signal that Linux would send.</param>
    /// <param name="exception">The exception's mnemonic, such as <c>#GP</c>.</param>
    /// <param name="verdict">The kernel's verdict.</param>
    public static AttackEnd Fault(int signal, string exception, string verdict) =>
        new(SignalBase + signal, string.Create(CultureInfo.InvariantCulture, $"{exception} {verdict}, signal {signal}"))
        {
            Exception = exception,
            Verdict = verdict,
        };

    /// <summary>The loader refuses the file.</summary>
    /// <param name="problem">The kernel's word for the reason.</param>
    public static AttackEnd Refused(string problem) => new(status: null, "refused: " + problem) { Problem = problem };
}
