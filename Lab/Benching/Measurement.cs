namespace CosmosPaging.Lab.Benching;

/// <summary>What the program <c>bench</c> said of one operation.</summary>
/// <param name="Name">Whose: the name of an <see cref="Operation"/>.</param>
/// <param name="Samples">How often it was measured.</param>
/// <param name="Least">The least of the samples, in ticks of the time-stamp counter.</param>
/// <param name="Mean">Their mean.</param>
public sealed record Measurement(string Name, int Samples, int Least, int Mean);
