using System;

namespace CosmosPaging.Lab.Comparing;

/// <summary>
/// A difference between the genuine user kit's image and the embedded kit's that has a reason. It explains that one field in that one
/// experiment and cell, and nothing else; where a run does not show it, the reason has gone, and so must the entry.
/// </summary>
/// <param name="Emulator">What both were booted in.</param>
/// <param name="Cell">The cell, as <c>shared, two-level</c>; <see cref="LoggedKit.WholeBoot"/>.</param>
/// <param name="Experiment">The experiment; <see cref="LoggedKit.Frame"/>.</param>
/// <param name="Field">The field, as <see cref="KitDifference.Field"/> has it.</param>
/// <param name="Reason">Why they differ; one sentence without a full stop.</param>
public sealed record ExplainedDifference(string Emulator, string Cell, string Experiment, string Field, string Reason)
{
    /// <summary>Whether two logs could show the difference: not if neither has that field, as those of older kernels.</summary>
    /// <param name="genuine">A log.</param>
    /// <param name="embedded">Another.</param>
    /// <returns>True if one of them has the field, or the difference is a whole line.</returns>
    public bool CanShow(LoggedKit genuine, LoggedKit embedded)
    {
        int dot = Field.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || genuine.Has(Field[(dot + 1)..]) || embedded.Has(Field[(dot + 1)..]);
    }

    /// <summary>Whether this is what explains a difference.</summary>
    /// <param name="difference">A difference, in the same emulator.</param>
    /// <returns>Whether cell, experiment and field are the same.</returns>
    public bool Explains(KitDifference difference) =>
        Cell == difference.Cell && Experiment == difference.Experiment && Field == difference.Field;
}
