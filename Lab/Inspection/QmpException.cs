using System;

namespace CosmosPaging.Lab.Inspection;

/// <summary>The monitor refused a command, or the connection to it broke.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="cause">The cause, if there is one.</param>
public sealed class QmpException(string message, Exception? cause = null) : Exception(message, cause);
