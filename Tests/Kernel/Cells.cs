using System.Collections.Generic;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>The combinations that a test of paging code is run for.</summary>
internal static class Cells
{
    public static readonly PagingFormat[] Formats = [PagingFormat.TwoLevel, PagingFormat.Pae];

    public static readonly KernelLayout[] Layouts = [KernelLayout.High, KernelLayout.Low];

    public static readonly string[] Mappings = ["shared", "fourfour"];

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
