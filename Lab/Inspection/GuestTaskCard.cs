using CosmosKernel.Memory;

namespace CosmosPaging.Lab.Inspection;

/// <summary>What a task's card says (<see cref="CosmosKernel.Tasks.TaskCard"/>).</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Pid">Its number.</param>
/// <param name="Root">CR3 while it runs.</param>
/// <param name="KernelRoot">CR3 while the kernel runs for it.</param>
/// <param name="Stack">Where its stack may be.</param>
/// <param name="HeapStart">Where its heap begins.</param>
public sealed record GuestTaskCard(string Name, uint Pid, uint Root, uint KernelRoot, LinearRange Stack, uint HeapStart);
