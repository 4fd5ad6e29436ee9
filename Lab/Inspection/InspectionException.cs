using System;

namespace CosmosPaging.Lab.Inspection;

/// <summary>An emulator, or the guest's memory, did not show what an inspection needs.</summary>
/// <param name="message">What went wrong, in one line.</param>
public sealed class InspectionException(string message) : Exception(message);
