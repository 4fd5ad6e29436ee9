namespace CosmosKernel.Memory;

/// <summary>
/// Where an error ends that nothing can go on from, such as a frame released twice. Memory knows no screen and no serial port, so whoever
/// has them derives from this.
/// </summary>
public abstract class FatalErrorHandler
{
    /// <summary>Says why, and stops the machine; does not return.</summary>
    /// <param name="reason">One sentence.</param>
    public abstract void Stop(string reason);
}
