namespace CosmosKit.Build.Weaving;

/// <summary>Where one parameter is.</summary>
/// <param name="Value">How it travels.</param>
/// <param name="FrameOffset">Where assembler finds it, from EBP.</param>
/// <param name="Register">Where compiled code passes it; null for the stack.</param>
/// <param name="StackOffset">If on the stack: its distance from the last thing pushed before the call.</param>
internal sealed record AssemblerParameter(AssemblerValue Value, uint FrameOffset, string? Register, uint StackOffset);
