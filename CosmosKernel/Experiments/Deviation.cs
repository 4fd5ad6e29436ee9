using CosmosKernel.Cpu;
using CosmosKernel.Faults;

namespace CosmosKernel.Experiments;

/// <summary>
/// What an emulator is known to do otherwise than the SDM says, in one experiment. The experiment's own expectation stays the SDM's; an
/// outcome that is
/// neither has failed. Which versions of the emulator have it, the lab knows (<c>Lab/Running/EmulatorDeviation.cs</c>).
/// </summary>
internal sealed class Deviation
{
    private static readonly Deviation[] All =
    {
        new("qemu-iret-vm", "iret-vm", Expectation.Fetch(0x04, Verdict.Virtual8086)),
        new("qemu-iret-vm", "iret-vm-bad-cs", Expectation.Fetch(0x04, Verdict.Virtual8086)),
    };

    private readonly string experiment;

    private Deviation(string name, string experiment, Expectation outcome)
    {
        Name = name;
        this.experiment = experiment;
        Outcome = outcome;
    }

    /// <summary>For tools: the emulator, and what it does.</summary>
    public string Name { get; }

    /// <summary>What comes of the experiment there.</summary>
    public Expectation Outcome { get; }

    /// <summary>The deviation that an experiment has on this machine.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <returns>Null if none is known.</returns>
    public static Deviation? Of(string experiment)
    {
        foreach (Deviation deviation in All)
        {
            if (deviation.experiment == experiment && Hypervisor.IsQemu())
            {
                return deviation;
            }
        }

        return null;
    }
}
