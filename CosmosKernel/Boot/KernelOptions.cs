using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Invariants;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using CosmosKernel.Programs;

namespace CosmosKernel.Boot;

/// <summary>What the kernel's command line asks for; see Docs/Abi.md, section 4.</summary>
internal sealed class KernelOptions
{
    private KernelOptions()
    {
    }

    /// <summary>The one mapping to run; null: all.</summary>
    public MappingKind? Mapping { get; private set; }

    /// <summary>The paging format; if both are run, the first.</summary>
    public PagingFormat Format { get; private set; } = PagingFormat.TwoLevel;

    /// <summary>Whether to run the other format, too, if the processor has it.</summary>
    public bool BothFormats { get; private set; }

    /// <summary>Which experiments: <c>all</c>, <c>none</c>, or a name that the table must know.</summary>
    public string Experiments { get; private set; } = "all";

    /// <summary>Whether the programs from outside run all at once, instead of one after the other.</summary>
    public bool Together { get; private set; }

    /// <summary>Processor time of each program from outside, in seconds.</summary>
    public int Seconds { get; private set; } = ProgramLoader.DefaultSeconds;

    /// <summary>Where to stop in Bochs' debugger.</summary>
    public BreakPlaces Breaks { get; private set; }

    /// <summary>Whether the screen shows the live view, and not the log.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Whether the invariants are checked.</summary>
    public bool ChecksInvariants { get; private set; } = true;

    /// <summary>What is to go wrong.</summary>
    public Provocation Provocation { get; private set; } = Provocation.None;

    /// <summary>Reads a command line.</summary>
    /// <param name="line">Words with blanks between; those without <c>=</c> do not count, nor do paths.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    /// <returns>The options; the defaults where it says nothing.</returns>
    public static KernelOptions Parse(string line, out string? error)
    {
        var options = new KernelOptions();
        error = null;
        for (int at = 0; at < line.Length && error == null;)
        {
            int end = at;
            int equals = -1;
            bool isPath = false;
            while (end < line.Length && line[end] != ' ')
            {
                if (line[end] == '=' && equals < 0)
                {
                    equals = end;
                }

                isPath |= line[end] == '/';
                end++;
            }

            if (equals >= 0 && !isPath && !options.TrySet(line.Substring(at, equals - at), line.Substring(equals + 1, end - equals - 1)))
            {
                error = "the kernel's command line says " + line.Substring(at, end - at) + ", which it does not know";
            }

            at = end + 1;
        }

        return options;
    }

    private bool TrySet(string key, string value)
    {
        switch (key)
        {
            case "variant":
                Mapping = MappingTable.Find(value);
                return Mapping != null || value == "all";
            case "paging":
                Format = value == PagingFormat.Pae.Name ? PagingFormat.Pae : PagingFormat.TwoLevel;
                BothFormats = value == "all";
                return BothFormats || value == Format.Name;
            case "experiments":
                Experiments = value;
                return value.Length > 0;
            case "outside":
                Together = value == "together";
                return Together || value == "in-turn";
            case "seconds":
                Seconds = NumberOf(value);
                return Seconds > 0;
            case "break":
                bool known = MagicBreak.TryParse(value, out BreakPlaces places);
                Breaks = places;
                return known;
            case "screen":
                IsLive = value == "live";
                return IsLive || value == "log";
            case "invariants":
                ChecksInvariants = value == "on";
                return ChecksInvariants || value == "off";
            case "provoke":
                Provocation = Provocation.Of(value);
                return Provocation.Invariant == null || InvariantList.HasName(value);
            default:
                return false;
        }
    }

    /// <summary>A decimal number of at most five digits; else -1.</summary>
    private static int NumberOf(string text)
    {
        int number = text.Length is > 0 and < 6 ? 0 : -1;
        for (int i = 0; i < text.Length && number >= 0; i++)
        {
            number = text[i] >= '0' && text[i] <= '9' ? (number * 10) + text[i] - '0' : -1;
        }

        return number;
    }
}
