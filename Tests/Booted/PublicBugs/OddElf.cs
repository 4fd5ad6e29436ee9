namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>An ELF file with something odd in its headers, and what must become of it.</summary>
/// <param name="Report">The report that it belongs to: the name of a <see cref="PublicBug"/>.</param>
/// <param name="What">What is odd.</param>
/// <param name="Content">The file.</param>
/// <param name="KernelAbove">
/// Where the kernel's window is above the task's space: the status in decimal, or the name of the loader's problem.
/// </param>
/// <param name="KernelBelow">Where it is below, in the low layout.</param>
/// <param name="WindowIsTasks">Where it is the task's to use, in both layouts.</param>
internal sealed record OddElf(string Report, string What, byte[] Content, string KernelAbove, string KernelBelow, string WindowIsTasks);
