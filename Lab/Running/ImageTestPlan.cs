using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Running;

/// <summary>Which tests <c>./lab test --image</c> runs: the one table of all that boot, with a reason for each that cannot apply.</summary>
public static class ImageTestPlan
{
    private const string OwnKernel = "is about this tool with its own kernel";
    private const string DebugInformation = "needs the embedded kit's debug information";
    private const string OtherProcessors = "boots processors that an image's compiler may make no code for";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ImageTests> All { get; } =
    [
        new("ExperimentTests"),
        new("WholeRunTests"),
        new("VmallocTests"),
        new("LinuxComparisonTests"),
        new("WalkBitsTests"),
        new("ReasonTests"),
        new("ReasonTests", "jumps to an address of the high layout", "AllThatForbidsAFetchIsTold"),
        new("PublicBugs.PublicBugTests"),
        new("PublicBugs.PublicBugInBochsTests"),
        new("StaleTranslationTests"),
        new("InvariantTests"),
        new("SweepTests"),
        new("SweepTests", OtherProcessors, "OtherProcessorsToo"),
        new("SweepTests", OtherProcessors, "BochsKnowsOneProcessorsPagingOnly"),
        new("WalkerTests"),
        new("LabMapsTests"),
        new("ScreenTests"),
        new("ScreenTests", "looks into the embedded kit's heap", "FiftyChangesOfFormatAndAnExperimentRunAgainLeaveNothingBehind"),
        new("EndOfRunTests"),
        new("AttackTests", "is about './lab attack', which boots the lab's own kernels"),
        new("BadInputTests", "has sizes of memory, processors and addresses that are the embedded kit's high layout's"),
        new("BenchTests", "holds figures that are the embedded kit's"),
        new("CalamityTests", "has addresses of the embedded kit's high layout"),
        new("DiscTests", "is about the disc of './lab iso'"),
        new("DocsTests", "holds the docs against the lab's own kernel"),
        new("EditorDebugTests", DebugInformation),
        new("FiguresTests", "holds figures that are the embedded kit's"),
        new("GdbScriptTests", DebugInformation),
        new("LabDebugTests", DebugInformation),
        new("LabEndTests", OwnKernel),
        new("LabHostileTests", OwnKernel),
        new("LabImageTests", "makes images of its own"),
        new("LabPolicyTests", "breaks tables at an address of the embedded kit's high layout"),
        new("LabRunTests", OwnKernel),
        new("LabTestTests", "makes an image of its own"),
        new("LogScreenTests", OtherProcessors),
        new("OtherStubTests", DebugInformation),
        new("ProcessorTests", OtherProcessors),
        new("PublicBugs.OddElfTests", "boots each layout, and an image has one"),
        new("WindowTests", OwnKernel),
    ];

    /// <summary>What is left out, with the reasons: lines for people.</summary>
    public static IEnumerable<string> LeftOut =>
    [
        "the tests outside Booted: look at files of this tree",
        .. All.Where(tests => tests.LeftOut is not null).Select(tests =>
            $"{tests.Class}{(tests.Method is null ? "" : $", {tests.Method}")}: {tests.LeftOut}"),
    ];

    /// <summary>What is left, as an expression of NUnit's test selection language.</summary>
    public static string Expression
    {
        get
        {
            IEnumerable<string> classes = All.Where(tests => tests.LeftOut is null).Select(tests => $"class == '{tests.FullName}'");
            IEnumerable<string> methods = All.Where(tests => tests.Method is not null)
                .Select(tests => $" and (class != '{tests.FullName}' or method != '{tests.Method}')");
            return $"({string.Join(" or ", classes)}){string.Concat(methods)}";
        }
    }
}
