using System;
using System.Collections.Generic;

namespace CosmosKit.Build;

/// <summary>Something is wrong in the input, so that no image can be made from it. Each error becomes one line.</summary>
internal sealed class BuildException : Exception
{
    /// <summary>Ends the build with errors that were gathered.</summary>
    /// <param name="errors">What is wrong, and where.</param>
    public BuildException(IReadOnlyList<BuildError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>Ends the build with one error that no source line can be blamed for.</summary>
    /// <param name="code">The code, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="text">What is wrong.</param>
    public BuildException(string code, string text)
        : this([new BuildError(code, text)])
    {
    }

    /// <summary>What is wrong, and where.</summary>
    public IReadOnlyList<BuildError> Errors { get; }
}
