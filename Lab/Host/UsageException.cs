using System;

namespace CosmosPaging.Lab.Host;

/// <summary>What was asked for on the command line cannot be done.</summary>
/// <param name="message">What is wrong, in one line.</param>
/// <param name="cause">The cause, if there is one.</param>
public sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause);
