using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using CosmosPaging.Lab.Pictures;

namespace CosmosPaging.Lab.Reports;

/// <summary>Writes address spaces for other programs. The names are a contract (Docs/Abi.md §7).</summary>
public static class MapsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes pictures.</summary>
    /// <param name="pictures">The pictures, in order.</param>
    /// <param name="destination">Where to write.</param>
    public static void Write(IEnumerable<MachinePicture> pictures, Stream destination)
    {
        using (Utf8JsonWriter json = new(destination, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("machines");
            foreach (MachinePicture picture in pictures)
            {
                json.WriteStartObject();
                json.WriteString("variant", picture.Cell.Variant);
                json.WriteString("paging", picture.Cell.Paging);
                json.WriteString("layout", picture.Cell.Layout);
                json.WriteString("emulator", picture.Cell.Emulator);
                json.WriteNumber("memory", picture.MemoryBytes);
                json.WriteString("eip", Address(picture.Stopped.Eip));
                json.WriteNumber("cpl", picture.Stopped.PrivilegeLevel);
                json.WriteNumber("notListed", picture.TasksNotListed);
                json.WriteStartArray("spaces");
                foreach (SpacePicture space in picture.Spaces)
                {
                    WriteSpace(json, space);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    private static void WriteSpace(Utf8JsonWriter json, SpacePicture space)
    {
        json.WriteStartObject();
        json.WriteString("name", space.Name);
        json.WriteNumber("pid", space.Pid);
        json.WriteString("cr3", Address(space.Root));
        json.WriteNumber("compared", space.Compared);
        json.WriteStartArray("breaches");
        foreach (string breach in space.Breaches)
        {
            json.WriteStringValue(breach);
        }

        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (string difference in space.Differences)
        {
            json.WriteStringValue(difference);
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (MapRun run in space.Runs())
        {
            json.WriteStartObject();
            json.WriteString("region", run.Region);
            json.WriteString("start", Address(run.Start));
            json.WriteString("last", Address(run.Last));
            json.WriteBoolean("mapped", run.First is not null);
            if (run.First is { } page)
            {
                json.WriteString("physical", Address(page.Physical));
                json.WriteBoolean("contiguous", run.IsContiguous);
                json.WriteNumber("pages", run.Pages);
                json.WriteNumber("pageSize", page.Size);
                json.WriteBoolean("user", page.IsUser);
                json.WriteBoolean("writable", page.IsWritable);
                json.WriteBoolean("executable", page.IsExecutable);
                json.WriteBoolean("global", page.IsGlobal);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Address(uint address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x8}");
}
