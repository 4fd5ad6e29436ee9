using System;

namespace CosmosPaging.Lab.Programs;

/// <summary>A file that was given as a program cannot be one.</summary>
/// <param name="message">Which file, and why.</param>
/// <param name="cause">The cause, if there is one.</param>
public sealed class UnusableProgramException(string message, Exception? cause = null) : Exception(message, cause);
