namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>An ELF file with something odd in its headers, and what must become of it.</summary>
/// <param name="Report">The report that it belongs to: the name of a <see cref="PublicBug"/>.</param>
/// <param name="What">What is odd.</param>
/// <param name="Content">The file.</param>
/// <param name="SharedHigh">In the shared mapping, high layout: the status in decimal, or the name of the loader's problem.</param>
/// <param name="SharedLow">Likewise in the low layout.</param>
/// <param name="FourFour">Likewise in the 4:4 split, in both layouts.</param>
internal sealed record OddElf(string Report, string What, byte[] Content, string SharedHigh, string SharedLow, string FourFour);
