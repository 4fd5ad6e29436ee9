using System.Globalization;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Reports;

/// <summary>Faults in a few words.</summary>
public static class FaultWords
{
    /// <summary>What the CPU said: the exception, its error code, the code's bits.</summary>
    /// <param name="fault">A fault.</param>
    /// <returns>Such as <c>#PF 05 user,read,protection</c>.</returns>
    public static string CpuSaid(FaultRecord fault)
    {
        string bits = fault.ErrorBits.Count == 0 ? "" : " " + string.Join(',', fault.ErrorBits);
        return Short(fault) + bits + (fault.IsUntoldFetch ? " (a fetch: cr2 is eip)" : "");
    }

    /// <summary>The exception and its error code.</summary>
    /// <param name="fault">A fault.</param>
    /// <returns>Such as <c>#PF 05</c>.</returns>
    public static string Short(FaultRecord fault) =>
        fault.ErrorCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"{fault.Exception} {code:x2}") : fault.Exception;

    /// <summary>The word that the kernel's check lines use for an experiment that ended with this fault.</summary>
    /// <param name="fault">A fault.</param>
    /// <returns>Such as <c>#PF-05-supervisor-only</c>.</returns>
    public static string Outcome(FaultRecord fault) =>
        string.Create(CultureInfo.InvariantCulture, $"{fault.Exception}-{fault.ErrorCode ?? 0:x2}-{fault.Verdict}");
}
