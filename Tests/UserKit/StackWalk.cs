using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// Follows every way through a plug's text that stays inside it, counting what is on the stack. It knows PUSH and POP and their
/// relatives, ADD and SUB of ESP, jumps to labels of the text, and a far return to a label just pushed; after anything else that writes
/// ESP, and after a call, it does not know the depth any more and says so.
/// </summary>
internal sealed partial class StackWalk
{
    // A loop that pushes would never be walked to its end.
    private const int Deepest = 4096;

    private readonly IReadOnlyList<string> lines;
    private readonly Dictionary<string, int> labels;
    private readonly HashSet<(int At, int? Depth, bool EbpKept)> seen = [];

    private StackWalk(IReadOnlyList<string> lines)
    {
        this.lines = lines;
        labels = Enumerable.Range(0, lines.Count).Where(i => PlugText.IsLabel(lines[i])).ToDictionary(i => lines[i].TrimEnd(':'));
    }

    /// <summary>How the end of the text is reached: the bytes on the stack (null: not known), and whether EBP is what it was.</summary>
    public List<(int? Depth, bool EbpKept)> Ends { get; } = [];

    /// <summary>Whether some way pops more than was pushed.</summary>
    public bool Underflows { get; private set; }

    /// <summary>Walks from the first line, where nothing is on the stack.</summary>
    /// <param name="lines">The text, one statement each.</param>
    public static StackWalk Of(IReadOnlyList<string> lines)
    {
        StackWalk walk = new(lines);
        walk.Run(0, 0);
        return walk;
    }

    /// <summary>Walks from a label to which another plug jumps.</summary>
    /// <param name="lines">The text, one statement each.</param>
    /// <param name="label">The label.</param>
    /// <param name="depth">What is on the stack there.</param>
    public static StackWalk From(IReadOnlyList<string> lines, string label, int depth)
    {
        StackWalk walk = new(lines);
        walk.Run(walk.labels[label], depth);
        return walk;
    }

    /// <summary>What is on the stack before a statement.</summary>
    /// <param name="line">The statement, as it stands in the text.</param>
    /// <returns>One depth for each way there.</returns>
    public IEnumerable<int?> DepthsBefore(string line) => seen.Where(s => s.At < lines.Count && lines[s.At] == line).Select(s => s.Depth);

    private void Run(int start, int depth)
    {
        Stack<(int At, int? Depth, bool EbpKept)> open = new([(start, depth, true)]);
        while (open.TryPop(out (int At, int? Depth, bool EbpKept) state))
        {
            Underflows |= state.Depth < 0;
            if (!seen.Add(state))
            {
                continue;
            }

            if (state.At == lines.Count)
            {
                Ends.Add((state.Depth, state.EbpKept));
                continue;
            }

            foreach (int next in Next(state.At))
            {
                open.Push((next, DepthAfter(state.At, state.Depth), state.EbpKept && !WritesEbp(lines[state.At])));
            }
        }
    }

    private IEnumerable<int> Next(int at)
    {
        string[] words = Words(lines[at]);
        bool returns = words[0] is "ret" or "retf" or "iret" or "iretd";
        string target = words[0] == "retf" ? Pushed(at) : words[0][0] == 'j' ? words[^1] : string.Empty;
        if (labels.TryGetValue(target, out int label))
        {
            yield return label;
        }

        if (words[0] != "jmp" && !returns)
        {
            yield return at + 1;
        }
    }

    // A far return pops the offset, then the selector: it goes where the statement before it pushed.
    private string Pushed(int at) => at > 0 && Words(lines[at - 1]) is ["push", .., string label] ? label : string.Empty;

    private int? DepthAfter(int at, int? depth) => Words(lines[at]) switch
    {
        _ when depth > Deepest => null,
        ["push", ..] or ["pushfd"] => depth + 4,
        ["pop", ..] or ["popfd"] => depth - 4,
        ["pushad"] => depth + 32,
        ["popad"] => depth - 32,
        ["retf"] => depth - 8,
        ["sub", "esp", string bytes] when int.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out int n) => depth + n,
        ["add", "esp", string bytes] when int.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out int n) => depth - n,
        [not ("cmp" or "test"), "esp", ..] or ["call" or "leave" or "enter", ..] => null,
        _ => depth,
    };

    private static bool WritesEbp(string line) => Words(line) is [not ("push" or "cmp" or "test"), "ebp", ..] or ["leave" or "enter", ..];

    private static string[] Words(string line) => [.. Separators().Split(line).Where(w => w.Length > 0)];

    [GeneratedRegex(@"[\s,]+")]
    private static partial Regex Separators();
}
