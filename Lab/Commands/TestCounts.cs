using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace CosmosPaging.Lab.Commands;

/// <summary>The counts of a test run, from its TRX file.</summary>
/// <param name="Total">How many tests were selected.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed, timed out or were aborted.</param>
public sealed record TestCounts(int Total, int Passed, int Failed)
{
    private static readonly string[] FailedKinds = ["failed", "error", "timeout", "aborted"];

    /// <summary>Reads the counts.</summary>
    /// <param name="path">The path of the TRX file.</param>
    /// <returns>The counts; none if there is no such file, or it is not whole.</returns>
    public static TestCounts? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            XElement? counters = XDocument.Load(path).Descendants().FirstOrDefault(element => element.Name.LocalName == "Counters");
            return counters is null
                ? null
                : new TestCounts(Number(counters, "total"), Number(counters, "passed"), FailedKinds.Sum(kind => Number(counters, kind)));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static int Number(XElement counters, string name) =>
        int.TryParse(counters.Attribute(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
