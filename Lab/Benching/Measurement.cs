namespace CosmosPaging.Lab.Benching;

/// <summary>What the program <c>bench</c> said of one operation.</summary>
/// <param name="Least">The least of the samples, in ticks of the time-stamp counter.</param>
/// <param name="Mean">Their mean.</param>
public sealed record Measurement(int Least, int Mean);
