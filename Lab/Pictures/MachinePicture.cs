using System.Collections.Generic;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Pictures;

/// <summary>All address spaces of a machine, at one moment.</summary>
/// <param name="Cell">What was booted, and in what.</param>
/// <param name="Stopped">Where the processor was.</param>
/// <param name="MemoryBytes">How much memory the kernel's window maps.</param>
/// <param name="Spaces">The kernel's own, then the tasks'.</param>
/// <param name="TasksNotListed">How many more tasks were alive, of which the kernel keeps no card for tools.</param>
public sealed record MachinePicture(Cell Cell, StoppedAt Stopped, uint MemoryBytes, IReadOnlyList<SpacePicture> Spaces, int TasksNotListed);
