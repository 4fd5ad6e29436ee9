namespace CosmosKit.Build;

/// <summary>The codes of the build's errors.</summary>
internal static class ErrorCodes
{
    /// <summary>The command line is wrong.</summary>
    public const string Usage = "CK0001";

    /// <summary>A tool (ilc, nasm, ld.lld) is missing or failed.</summary>
    public const string Tool = "CK0002";

    /// <summary>An assembly cannot be read.</summary>
    public const string BadAssembly = "CK0003";

    /// <summary>The core library does not have a framework type or member that the code uses.</summary>
    public const string MissingMember = "CK0010";

    /// <summary>The main assembly has no kernel class, more than one, or no fitting <c>Main</c>.</summary>
    public const string EntryPoint = "CK0012";

    /// <summary>A plug's target type does not exist.</summary>
    public const string PlugTargetType = "CK0020";

    /// <summary>A plug's target method does not exist.</summary>
    public const string PlugTargetMethod = "CK0021";

    /// <summary>A plug's parameters, result or static-ness differ from its target's.</summary>
    public const string PlugSignature = "CK0022";

    /// <summary>Two plugs claim one method.</summary>
    public const string PlugTwice = "CK0023";

    /// <summary>An assembler plug's class is not an AssemblerMethod, cannot be made, or threw.</summary>
    public const string PlugAssembler = "CK0024";

    /// <summary>A plug asks for a feature of Cosmos that the kit does not have.</summary>
    public const string PlugFeature = "CK0025";

    /// <summary>A parameter or result cannot be passed between C# and assembler.</summary>
    public const string AssemblerSignature = "CK0026";

    /// <summary>A method that must be plugged is not.</summary>
    public const string PlugMissing = "CK0027";

    /// <summary>A label was asked for a method that assembler cannot call.</summary>
    public const string Label = "CK0028";

    /// <summary>The compiler's object file has something that the converter does not know.</summary>
    public const string ObjectFile = "CK0030";

    /// <summary>The build tool itself is at fault.</summary>
    public const string Internal = "CK0099";
}
