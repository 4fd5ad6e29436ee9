using System;

namespace CosmosPaging.Lab.Host;

/// <summary>Something must be installed or built first.</summary>
/// <param name="message">What, and how.</param>
public sealed class PrerequisiteException(string message) : Exception(message);
