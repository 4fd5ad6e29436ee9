using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Reports;

/// <summary>Writes runs for other programs. The names are a contract: tools that grade read them.</summary>
public static class JsonReport
{
    /// <summary>The version of the form. Since 2 each line of <c>output</c> says who wrote it.</summary>
    public const int Schema = 2;

    private const int KernelPid = 0;
    private const string KernelName = "kernel";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // The file is JSON and nothing else; the default would also escape what only matters inside HTML, such as a plus sign.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes runs.</summary>
    /// <param name="runs">The runs, in order.</param>
    /// <param name="destination">Where to write.</param>
    public static void Write(IEnumerable<RunResult> runs, Stream destination)
    {
        using (Utf8JsonWriter json = new(destination, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteStartArray("runs");
            foreach (RunResult run in runs)
            {
                WriteRun(json, run);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    private static void WriteRun(Utf8JsonWriter json, RunResult run)
    {
        json.WriteStartObject();
        json.WriteString("variant", run.Cell.Variant);
        json.WriteString("paging", run.Cell.Paging);
        json.WriteString("layout", run.Cell.Layout);
        json.WriteString("emulator", run.Cell.Emulator);
        json.WriteNumber("passed", run.Passed);
        json.WriteNumber("failed", run.Failed);
        json.WriteNumber("neverRan", run.NeverRan);
        WriteStrings(json, "problems", run.Problems);
        WriteArray(json, "tasks", run.Guest?.Tasks ?? [], WriteTask);
        WriteArray(json, "faults", run.Guest?.Faults ?? [], WriteFault);
        WriteArray(json, "untold", run.Guest?.Untold ?? [], WriteUntold);
        WriteArray(json, "refused", run.Guest?.Refusals ?? [], WriteRefusal);
        WriteArray(json, "checks", run.Guest?.Checks ?? [], WriteCheck);
        WriteArray(json, "output", run.Output, WriteLine);
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, ConsoleLine line)
    {
        ProgramLine? program = line as ProgramLine;
        json.WriteNumber("pid", program?.Pid ?? KernelPid);
        json.WriteString("name", program?.Name ?? KernelName);
        json.WriteString("text", line.Text);
    }

    private static void WriteTask(Utf8JsonWriter json, GuestTask task)
    {
        json.WriteString("name", task.Name);
        json.WriteNumber("pid", task.Pid);
        if (task.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }
    }

    private static void WriteFault(Utf8JsonWriter json, FaultRecord fault)
    {
        json.WriteNumber("sequence", fault.Sequence);
        json.WriteString("task", fault.Task);
        json.WriteNumber("vector", fault.Vector);
        if (fault.ErrorCode is { } code)
        {
            json.WriteNumber("errorCode", code);
        }
        else
        {
            json.WriteNull("errorCode");
        }

        json.WriteString("cr2", fault.Cr2 is { } cr2 ? Address(cr2) : null);
        json.WriteString("eip", Address(fault.Eip));
        json.WriteString("verdict", fault.Verdict);
        json.WriteString("decides", fault.Decides?.ToString());
        WriteStrings(json, "also", [.. fault.Also.Select(bit => bit.ToString())]);
        json.WriteBoolean("fetch", fault.IsUntoldFetch || fault.ErrorBits.Contains("execute"));
        json.WriteString("reason", fault.Reason);
        if (fault.Delivered is { } signal)
        {
            json.WriteNumber("delivered", signal);
        }
        else
        {
            json.WriteNull("delivered");
        }
    }

    private static void WriteUntold(Utf8JsonWriter json, UntoldRecord untold)
    {
        json.WriteString("name", untold.Name);
        json.WriteNumber("begun", untold.Begun);
        json.WriteNumber("ended", untold.Ended);
        json.WriteNumber("mended", untold.Mended);
        json.WriteNumber("delivered", untold.Delivered);
        json.WriteNumber("fatal", untold.Fatal);
    }

    private static void WriteRefusal(Utf8JsonWriter json, RefusedRecord refusal)
    {
        json.WriteString("name", refusal.Name);
        json.WriteString("reason", refusal.Reason);
    }

    private static void WriteCheck(Utf8JsonWriter json, CheckRecord check)
    {
        json.WriteString("name", check.Name);
        json.WriteString("result", check.Held ? "held" : "failed");
        json.WriteString("expected", check.Expected);
        json.WriteString("got", check.Got);
        json.WriteString("title", check.Title);
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, System.Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static string Address(uint address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x8}");
}
