namespace CosmosKernel.Cpu;

/// <summary>
/// A list of Multiboot 2 tags, walked: the loader's information is one (Multiboot 2 specification, 3.6.2), and an image's header has one
/// (3.1.3). Each tag lies at a multiple of eight bytes, and in both lists its second doubleword is its size. Here, because plugs and kernel
/// alike read them; nothing allocates.
/// </summary>
public static unsafe class MultibootTags
{
    /// <summary>Bytes at the beginning of the loader's information: its size, and a doubleword that is reserved.</summary>
    public const uint InformationHead = 8;

    /// <summary>The type of a module's tag: the addresses where it begins and ends follow the size (3.6.6).</summary>
    public const uint Module = 3;

    private const uint End = 0;
    private const uint TagHead = 8;

    // No list comes near it; and what is shorter cannot make an address wrap round.
    private const uint LargestPossible = 1 << 20;

    /// <summary>How long a list is, with what is before its tags.</summary>
    /// <param name="told">What stands there.</param>
    /// <returns>The same; 0, a list without tags, if that is more than a megabyte.</returns>
    public static uint Length(uint told) => told > LargestPossible ? 0 : told;

    /// <summary>The first tag of a list.</summary>
    /// <param name="start">Where the list begins.</param>
    /// <param name="head">Bytes before its tags.</param>
    /// <param name="length">Its <see cref="Length"/>.</param>
    /// <returns>The tag, all of which is in the list; null if there is none.</returns>
    public static uint* First(byte* start, uint head, uint length) => length < head ? null : Whole((uint*)(start + head), length - head);

    /// <summary>The tag after another.</summary>
    /// <param name="start">Where the list begins.</param>
    /// <param name="length">Its <see cref="Length"/>.</param>
    /// <param name="tag">A tag that <see cref="First"/> or this method gave.</param>
    /// <returns>The tag, all of which is in the list; null if there is no other.</returns>
    public static uint* Next(byte* start, uint length, uint* tag)
    {
        uint room = length - (uint)((byte*)tag - start);
        uint step = (tag[1] + 7) & ~7u;
        return step > room ? null : Whole((uint*)((byte*)tag + step), room - step);
    }

    /// <summary>
    /// A tag that is shorter than its head would be met again and again, one that is longer than the list leads out of it: the list ends
    /// there.
    /// </summary>
    private static uint* Whole(uint* tag, uint room) => room < TagHead || tag[0] == End || tag[1] < TagHead || tag[1] > room ? null : tag;
}
