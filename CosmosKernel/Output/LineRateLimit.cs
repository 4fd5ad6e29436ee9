using System.Runtime.CompilerServices;

namespace CosmosKernel.Output;

/// <summary>
/// How many lines there may be about things that can happen any number of times: a program that forks until memory is full would
/// else write a megabyte. What is not told is counted, and the counts make a line at the end.
/// </summary>
internal sealed class LineRateLimit
{
    /// <summary>How many such lines an experiment may cause.</summary>
    public const int Most = 64;

    private const int Kinds = (int)LineKind.Area + 1;

    private static readonly string[] Names = { " begun=", " ended=", " mended=", " delivered=", " fatal=", " pieces=" };

    private readonly uint[] untold = new uint[Kinds];
    private int left = Most;

    /// <summary>Asks for a line.</summary>
    /// <param name="kind">What it would tell.</param>
    /// <returns>False if it is only to be counted; it has been.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(LineKind kind)
    {
        if (left > 0)
        {
            left--;
            return true;
        }

        Count(kind);
        return false;
    }

    /// <summary>Takes a line, while <see cref="HasRoom"/>.</summary>
    public void Take() => left--;

    /// <summary>Counts what is not told.</summary>
    /// <param name="kind">What it was.</param>
    public void Count(LineKind kind) => untold[(int)kind]++;

    /// <summary>Whether the next line would be granted.</summary>
    public bool HasRoom => left > 0;

    /// <summary>Writes what was not told, if anything, and begins anew.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="name">Of what it is the end.</param>
    public void Reset(KernelLog log, string name)
    {
        uint all = 0;
        for (int kind = 0; kind < Kinds; kind++)
        {
            all += untold[kind];
        }

        if (all > 0)
        {
            log.Text("untold: name=").Text(name);
            for (int kind = 0; kind < Kinds; kind++)
            {
                log.Text(Names[kind]).Decimal(untold[kind]);
                untold[kind] = 0;
            }

            log.EndLine();
        }

        left = Most;
    }
}
