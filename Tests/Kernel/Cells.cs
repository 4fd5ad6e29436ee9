using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>The combinations that a test of paging code is run for.</summary>
internal static class Cells
{
    public static readonly PagingFormat[] Formats = [PagingFormat.TwoLevel, PagingFormat.Pae];

    public static readonly KernelLayout[] Layouts = [KernelLayout.High, KernelLayout.Low];

    /// <summary>
    /// The kernel's own mappings, and one that it does not have: all of the kernel is mapped while ring 3 runs, and the kernel has a tree
    /// to itself. All that follows from the two views must follow for it, too, without another line of code.
    /// </summary>
    public static readonly MappingKind[] Rows =
    [
        .. MappingTable.Rows,
        new("apart", "mapped, and apart", KernelPart.All, new KernelsOwnTree()),
    ];

    public static string[] Mappings { get; } = [.. Rows.Select(row => row.Name)];

    public static MappingKind Kind(string name) => Rows.Single(row => row.Name == name);

    public static PagingFormat Format(string name) => name == "pae" ? PagingFormat.Pae : PagingFormat.TwoLevel;

    public static KernelLayout Layout(string name) => name == "high" ? KernelLayout.High : KernelLayout.Low;

    /// <summary>Format, layout.</summary>
    public static IEnumerable<TestCaseData> Kernels()
    {
        foreach (PagingFormat format in Formats)
        {
            foreach (KernelLayout layout in Layouts)
            {
                yield return new TestCaseData(format.Name, layout.Name);
            }
        }
    }

    /// <summary>Mapping, format.</summary>
    public static IEnumerable<object[]> MappingsAndFormats() =>
        from mapping in Mappings
        from format in Formats
        select new object[] { mapping, format.Name };

    /// <summary>Format, layout, mapping.</summary>
    public static IEnumerable<TestCaseData> All()
    {
        foreach (TestCaseData kernel in Kernels())
        {
            foreach (string mapping in Mappings)
            {
                yield return new TestCaseData(kernel.Arguments[0], kernel.Arguments[1], mapping);
            }
        }
    }
}
