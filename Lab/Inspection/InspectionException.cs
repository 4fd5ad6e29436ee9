using System;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// An emulator did not answer, refused a question or contradicted itself; or the guest's memory did not show what an inspection needs.
/// </summary>
/// <param name="message">What went wrong, in one line.</param>
/// <param name="cause">The cause, if there is one.</param>
public sealed class InspectionException(string message, Exception? cause = null) : Exception(message, cause);
