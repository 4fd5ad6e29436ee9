using System;

namespace CosmosKernel.Paging;

/// <summary>
/// The processor's state and make, as far as they decide an access. <c>default</c> is one with all switches off and the widest physical
/// addresses.
/// </summary>
internal readonly struct AccessControl
{
    /// <summary>The widest physical addresses that the architecture allows, in bits (SDM vol. 3, 4.1.4).</summary>
    public const int MostPhysicalAddressBits = 52;

    /// <summary>The narrowest: what processors without PAE have.</summary>
    public const int LeastPhysicalAddressBits = 32;

    // What MAXPHYADDR lacks of the most: so a value that nobody initialized, whose bits are all 0, is a processor that there can be.
    private readonly int missingAddressBits;

    /// <summary>Describes a processor that has the widest physical addresses of all.</summary>
    /// <param name="bits">The switches that are on.</param>
    public AccessControl(AccessControlBits bits)
    {
        Bits = bits;
        missingAddressBits = 0;
    }

    /// <summary>Describes a processor.</summary>
    /// <param name="bits">The switches that are on.</param>
    /// <param name="physicalAddressBits">
    /// MAXPHYADDR: CPUID.80000008H:EAX[7:0], or 36 where PAE is and that leaf is not, or else 32; 32 to 52.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="physicalAddressBits"/> is less than 32 or more than 52: there is no such processor.
    /// </exception>
    public AccessControl(AccessControlBits bits, int physicalAddressBits)
    {
        if (physicalAddressBits is < LeastPhysicalAddressBits or > MostPhysicalAddressBits)
        {
            throw new ArgumentOutOfRangeException(nameof(physicalAddressBits), "MAXPHYADDR is 32 to 52");
        }

        Bits = bits;
        missingAddressBits = MostPhysicalAddressBits - physicalAddressBits;
    }

    private AccessControl(int missingAddressBits, AccessControlBits bits)
    {
        Bits = bits;
        this.missingAddressBits = missingAddressBits;
    }

    /// <summary>The switches that are on.</summary>
    public AccessControlBits Bits { get; }

    /// <summary>MAXPHYADDR.</summary>
    public int PhysicalAddressBits => MostPhysicalAddressBits - missingAddressBits;

    /// <summary>Whether a switch is on.</summary>
    /// <param name="bit">One of them.</param>
    /// <returns>True if so.</returns>
    public bool Has(AccessControlBits bit) => (Bits & bit) != 0;

    /// <summary>The same with some switches on.</summary>
    /// <param name="bits">Those to turn on.</param>
    /// <returns>Another state.</returns>
    public AccessControl With(AccessControlBits bits) => new(missingAddressBits, Bits | bits);

    /// <summary>The same with other physical addresses.</summary>
    /// <param name="bits">MAXPHYADDR, 32 to 52; it is not checked.</param>
    /// <returns>Another processor.</returns>
    internal AccessControl WithPhysicalAddressBits(int bits) => new(MostPhysicalAddressBits - bits, Bits);
}
