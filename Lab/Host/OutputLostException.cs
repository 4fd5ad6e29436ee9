using System;

namespace CosmosPaging.Lab.Host;

/// <summary>What this tool prints can no longer be written: the disk is full, or nobody reads the pipe.</summary>
/// <param name="message">What happened, in one line.</param>
public sealed class OutputLostException(string message) : Exception(message);
