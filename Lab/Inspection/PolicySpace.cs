using System.Collections.Generic;
using CosmosKernel.Mappings;

namespace CosmosPaging.Lab.Inspection;

/// <summary>An address space, as the policy sees it.</summary>
/// <param name="IsKernels">Whether it is the kernel's own.</param>
/// <param name="Part">What of the kernel it may have.</param>
/// <param name="Pages">Every page, in ascending order.</param>
/// <param name="UserEntries">Every entry with U/S=1, at any level.</param>
public sealed record PolicySpace(bool IsKernels, KernelPart Part, IReadOnlyList<MappedPage> Pages, IReadOnlyList<UserEntry> UserEntries);
