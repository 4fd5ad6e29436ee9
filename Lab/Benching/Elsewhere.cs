namespace CosmosPaging.Lab.Benching;

/// <summary>
/// What an operation costs other kernels, in instructions, counted as here; none where it was not measured. From a run of each in QEMU 7.2
/// under <c>-accel tcg -icount shift=0,sleep=off</c>.
/// </summary>
/// <param name="FloorSameTree">The least in hand-written assembler, kernel mapped.</param>
/// <param name="FloorOtherTree">The same with a CR3 load on the way in and one on the way out.</param>
/// <param name="Linux">Linux 6.1 for i386 with PAE, booted with <c>nopti</c>: shared.</param>
/// <param name="LinuxIsolated">The same with <c>pti=on</c>: what became of the 4:4 split.</param>
/// <param name="Xv6">MIT's xv6.</param>
public sealed record Elsewhere(int? FloorSameTree, int? FloorOtherTree, int? Linux, int? LinuxIsolated, int? Xv6);
