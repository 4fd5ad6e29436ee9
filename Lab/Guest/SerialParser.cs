using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CosmosPaging.Lab.Guest;

/// <summary>
/// Turns the bytes of the guest's serial line into lines and records, as they arrive. Lines of one program that another writer
/// broke up are joined again, at the place where they began. Any bytes are accepted; nothing throws, and the time is linear.
/// </summary>
/// <remarks>
/// Only <c>\n</c> ends a line, so that a program's carriage return cannot fake one. Until a program's line is whole its bytes are kept as
/// they are (one character a byte), because the break may lie inside a UTF-8 sequence.
/// </remarks>
public sealed class SerialParser
{
    private readonly List<ConsoleLine> lines = [];
    private readonly List<byte> partial = [];
    private readonly Dictionary<int, OpenLine> openLines = [];

    /// <summary>The lines so far. A program's line may still grow when that program goes on with it.</summary>
    public IReadOnlyList<ConsoleLine> Lines
    {
        get
        {
            foreach (OpenLine open in openLines.Values)
            {
                Settle(open);
            }

            return lines;
        }
    }

    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Takes the next bytes of the serial line.</summary>
    /// <param name="bytes">Any number of bytes, broken anywhere.</param>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        BytesRead += bytes.Length;
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            partial.AddRange(bytes[..end]);
            bytes = bytes[(end + 1)..];
            EndLine(whole: true);
        }

        partial.AddRange(bytes);
    }

    /// <summary>The guest has ended. What it wrote after its last line end is kept, but is no record: its rest is missing.</summary>
    public void Complete()
    {
        if (partial.Count > 0)
        {
            EndLine(whole: false);
        }
    }

    private void EndLine(bool whole)
    {
        string raw = Encoding.Latin1.GetString(partial.ToArray());
        partial.Clear();
        if (ProgramPrefix.TryRead(raw, out ProgramPrefix prefix))
        {
            AddProgramLine(prefix, raw);
            return;
        }

        string text = Decode(raw);
        ConsoleLine line = whole ? KernelLineGrammar.Read(text) : new KernelLine(text);
        if (line is TaskRecord task)
        {
            // A later boot variant counts its tasks from 1 again: this number's earlier line is over.
            Close(task.Pid);
        }

        lines.Add(line);
    }

    private void AddProgramLine(ProgramPrefix prefix, string raw)
    {
        if (prefix.Continues)
        {
            if (openLines.TryGetValue(prefix.Pid, out OpenLine? open) && open.Name == prefix.Name)
            {
                open.Raw.Append(raw, prefix.Length, raw.Length - prefix.Length);
                open.Settled = false;
            }
            else
            {
                lines.Add(new MalformedLine(Decode(raw), "it goes on with a line that never began"));
            }

            return;
        }

        Close(prefix.Pid);
        openLines[prefix.Pid] = new OpenLine(lines.Count, prefix.Pid, prefix.Name, raw[prefix.Length..]);
        lines.Add(new ProgramLine(prefix.Pid, prefix.Name, ""));
    }

    private void Close(int pid)
    {
        if (openLines.Remove(pid, out OpenLine? open))
        {
            Settle(open);
        }
    }

    private void Settle(OpenLine open)
    {
        if (!open.Settled)
        {
            lines[open.Index] = new ProgramLine(open.Pid, open.Name, Decode(open.Raw.ToString()));
            open.Settled = true;
        }
    }

    private static string Decode(string raw) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));

    /// <summary>The last line of a program: it may go on.</summary>
    private sealed class OpenLine(int index, int pid, string name, string raw)
    {
        public int Index { get; } = index;

        public int Pid { get; } = pid;

        public string Name { get; } = name;

        public StringBuilder Raw { get; } = new(raw);

        public bool Settled { get; set; }
    }

    /// <summary><c>[PID NAME] </c> or <c>[PID NAME+] </c>.</summary>
    private readonly record struct ProgramPrefix(int Pid, string Name, bool Continues, int Length)
    {
        public static bool TryRead(string raw, out ProgramPrefix prefix)
        {
            prefix = default;
            int close = raw.IndexOf("] ", StringComparison.Ordinal);
            int blank = raw.IndexOf(' ', StringComparison.Ordinal);
            if (raw.Length == 0 || raw[0] != '[' || close < 0 || blank < 0 || blank > close
                || !int.TryParse(raw.AsSpan(1, blank - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                return false;
            }

            string name = raw[(blank + 1)..close];
            bool continues = name.EndsWith('+');
            name = continues ? name[..^1] : name;
            if (name.Length == 0 || name.AsSpan().IndexOfAny(" []+") >= 0)
            {
                return false;
            }

            prefix = new ProgramPrefix(pid, name, continues, close + 2);
            return true;
        }
    }
}
