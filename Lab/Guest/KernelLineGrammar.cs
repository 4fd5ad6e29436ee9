using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CosmosPaging.Lab.Guest;

/// <summary>Reads the lines that the kernel writes (Docs/Abi.md §3). It never throws: the kernel may be a broken one.</summary>
public static class KernelLineGrammar
{
    // What is no exception has no mnemonic: an interrupt, or a system call.
    private const string Interrupt = "INT";

    private static readonly string[] Levels = ["pdpte", "pde", "pte"];

    /// <summary>Reads one line of the kernel's.</summary>
    /// <param name="line">The line without its line end, and not one with a program's prefix.</param>
    /// <returns>A record, a <see cref="MalformedLine"/> if it begins like one and is not, or a <see cref="KernelLine"/>.</returns>
    public static ConsoleLine Read(string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        string keyword = blank < 0 ? line : line[..blank];
        string body = blank < 0 ? "" : line[(blank + 1)..];
        return keyword switch
        {
            "boot:" => Record(line, body, static (text, fields) => new BootRecord(
                text, fields.Word("layout"), fields.Word("paging"), fields.OptionalNumber("memory"))),
            "run:" => Record(line, body, static (text, fields) => new RunRecord(
                text, fields.Word("variant"), fields.Word("paging"), fields.Word("layout"), fields.Number("experiments"))),
            "task:" => Record(line, body, static (text, fields) => new TaskRecord(
                text, fields.Number("pid"), fields.Word("name"), fields.Optional("file"), (int?)fields.OptionalNumber("parent"))),
            "refused:" => Record(line, body, static (text, fields) => new RefusedRecord(text, fields.Word("name"), fields.Sentence)),
            "exit:" => Record(line, body, static (text, fields) => new ExitRecord(
                text, fields.Number("pid"), fields.Word("name"), fields.Number("status"))),
            "vmalloc:" => Record(line, body, static (text, fields) => new VmallocRecord(
                text, fields.Address("address"), fields.Number("pages"), fields.Number("directories"), fields.Number(
                    "with-entry"), fields.Sentence)),
            "invariants:" => Record(line, body, Invariants),
            "check:" => Record(line, body, Check),
            "end:" => Record(line, body, static (text, fields) => new EndRecord(
                text, fields.Word("variant"), fields.Word("paging"), fields.Number("held"), fields.Number("failed"))),
            "done:" => Record(line, body, static (text, fields) => new DoneRecord(text, fields.Number("held"), fields.Number("failed"))),
            "untold:" => Record(line, body, static (text, fields) => new UntoldRecord(
                text, fields.Word("name"), fields.Number("begun"), fields.Number("ended"), fields.Number("mended"), fields.Number(
                    "delivered"), fields.Number("fatal"), fields.Number("pieces"))),
            "note:" => new NoteRecord(line),
            "error:" => new ErrorRecord(line),
            "panic:" => new PanicRecord(line),
            _ when LooksLikeException(keyword) => Fault(line, keyword, body),
            _ => new KernelLine(line),
        };
    }

    private static ConsoleLine Record(string line, string body, Func<string, FieldReader, ConsoleLine> read)
    {
        FieldReader fields = new(body);
        ConsoleLine record = read(line, fields);
        return fields.Problem is { } problem ? new MalformedLine(line, problem) : record;
    }

    private static CheckRecord Check(string line, FieldReader fields) =>
        new(line, fields.Word("name"), Held(fields), fields.Word("expected"), fields.Word("got"), fields.Sentence)
        {
            Deviation = fields.Optional("deviation"),
        };

    private static InvariantsRecord Invariants(string line, FieldReader fields)
    {
        bool held = Held(fields);
        string[] broken = fields.Optional("broken")?.Split(',') ?? [];
        uint? at = fields.OptionalAddress("at");
        if (held == broken.Length > 0 || held == at is not null || broken.Contains(""))
        {
            fields.Fail("'broken' and 'at' are there if the result is failed, and only then");
        }

        int leftOut = (int)(fields.OptionalNumber("left-out") ?? 0);
        return new InvariantsRecord(
            line, fields.Word("name"), held, fields.Number("checked"), fields.Number("trees"), leftOut, broken, at, fields.Sentence);
    }

    private static bool Held(FieldReader fields)
    {
        string result = fields.Word("result");
        if (result is not ("held" or "failed"))
        {
            fields.Fail($"result={result} is neither held nor failed");
        }

        return result == "held";
    }

    private static bool LooksLikeException(string keyword) =>
        keyword is "NMI" or Interrupt || (keyword is ['#', var first, var second] && IsNameOrNumber(first) && IsNameOrNumber(second));

    private static bool IsNameOrNumber(char character) => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character);

    private static ConsoleLine Fault(string line, string mnemonic, string body)
    {
        int vector = ExceptionVectors.Count;
        if (mnemonic != Interrupt && !ExceptionVectors.TryGetVector(mnemonic, out vector))
        {
            return new MalformedLine(line, $"{mnemonic} is no exception of the processor");
        }

        int blank = body.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || !int.TryParse(body[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int sequence))
        {
            return new MalformedLine(line, "no sequence number after the exception's name");
        }

        FieldReader fields = new(body[(blank + 1)..]);
        if (mnemonic == Interrupt)
        {
            vector = (int)fields.Address("vector");
            if (vector is < ExceptionVectors.Count or > byte.MaxValue)
            {
                fields.Fail("an interrupt whose vector is none");
            }
        }

        (uint? errorCode, string[] errorBits) = ErrorCode(fields);
        if (vector == ExceptionVectors.PageFault && errorCode is null)
        {
            fields.Fail("a page fault without error code");
        }

        FaultRecord fault = new(
            line,
            mnemonic,
            vector,
            sequence,
            fields.Word("task"),
            fields.Optional("mapping"),
            fields.Optional("paging"),
            fields.Address("eip"),
            vector == ExceptionVectors.PageFault ? fields.Address("cr2") : fields.OptionalAddress("cr2"),
            errorCode,
            errorBits,
            Entries(fields),
            fields.Word("verdict"),
            fields.Sentence,
            (int?)fields.OptionalNumber("delivered"))
        {
            Decides = Bits(fields, "decides") is [var decides, ..] ? decides : null,
            Also = Bits(fields, "also"),
            IsUntoldFetch = fields.Optional("fetch") is not null,
        };
        CheckWalk(fields, fault);
        if (fault.Reason.Length == 0)
        {
            fields.Fail("no sentence after the fields");
        }

        return fields.Problem is { } problem ? new MalformedLine(line, problem) : fault;
    }

    /// <summary>Reads <c>error=05[user,read,protection]</c>: the raw code, then the names of its bits.</summary>
    private static (uint? Code, string[] Bits) ErrorCode(FieldReader fields)
    {
        if (fields.Optional("error") is not { } word)
        {
            return (null, []);
        }

        int bracket = word.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0
            || word[^1] != ']'
            || !uint.TryParse(word[..bracket], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code))
        {
            fields.Fail($"error={word} is not a code and its bits in brackets");
            return (null, []);
        }

        return (code, word[(bracket + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Reads <c>pde.us,pte.rw</c>; nothing where there is no such field.</summary>
    private static List<TableBit> Bits(FieldReader fields, string key)
    {
        List<TableBit> bits = [];
        foreach (string word in fields.Optional(key)?.Split(',') ?? [])
        {
            if (TableBit.TryParse(word, out TableBit bit))
            {
                bits.Add(bit);
            }
            else
            {
                fields.Fail($"{key}={word} is no bit of an entry");
            }
        }

        return bits;
    }

    /// <summary>The bits must be bits of the entries that the line has. Logs of older kernels have none.</summary>
    private static void CheckWalk(FieldReader fields, FaultRecord fault)
    {
        if (fault.Also.Count > 0 && fault.Decides is null)
        {
            fields.Fail("'also' without 'decides'");
        }
        else if (fields.Optional("decides")?.Contains(',', StringComparison.Ordinal) ?? false)
        {
            fields.Fail("more than one bit decides");
        }
        else if (fault.Decides is not null && LoggedWalk.Of(fault) is null)
        {
            fields.Fail("'decides' or 'also' names a bit of no entry on the line");
        }

        if (fields.Optional("fetch") is { } fetch && (fetch != "eip" || fault.Cr2 != fault.Eip))
        {
            fields.Fail($"fetch={fetch}, and cr2 is not eip");
        }
    }

    private static List<TableEntry> Entries(FieldReader fields)
    {
        List<TableEntry> entries = [];
        foreach (string level in Levels)
        {
            if (fields.OptionalEntry(level) is { } value)
            {
                entries.Add(new TableEntry(level, value));
            }
        }

        return entries;
    }
}
