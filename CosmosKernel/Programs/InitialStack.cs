using CosmosKernel.Memory;

namespace CosmosKernel.Programs;

/// <summary>
/// The first page of a program's stack, as Linux on i386 lays it out (System V ABI for i386, figure 3-31): strings at the top; below
/// them, from ESP up: argc, the pointers of argv, 0, the environment's (none), 0, and the auxiliary vector.
/// </summary>
internal unsafe struct InitialStack
{
    private const uint PageSizeKey = 6; // AT_PAGESZ
    private const uint EndKey = 0; // AT_NULL
    private const uint Alignment = 16;

    private readonly byte* page;
    private readonly LinearAddress address;
    private uint top;

    /// <summary>Takes the page.</summary>
    /// <param name="page">The kernel's pointer to it; it is full of zeros.</param>
    /// <param name="address">Where the program will see it.</param>
    public InitialStack(byte* page, LinearAddress address)
    {
        this.page = page;
        this.address = address;
        top = Frame.Size;
    }

    /// <summary>The first value of ESP.</summary>
    public readonly LinearAddress Top => address + top;

    /// <summary>Fills the page.</summary>
    /// <param name="name">argv[0].</param>
    /// <param name="arguments">The other arguments.</param>
    /// <returns>False if they take more than the page.</returns>
    public bool TryBuild(string name, string[] arguments)
    {
        uint count = (uint)arguments.Length + 1;
        uint words = 1 + count + 1 + 1 + 4;
        uint text = (uint)name.Length + 1;
        for (int i = 0; i < arguments.Length; i++)
        {
            text += (uint)arguments[i].Length + 1;
        }

        if (text + (words * sizeof(uint)) + Alignment > Frame.Size)
        {
            return false;
        }

        uint strings = Frame.Size - text;
        top = (strings - (words * sizeof(uint))) & ~(Alignment - 1);
        uint* word = (uint*)(page + top);
        *word++ = count;
        *word++ = Append(name, ref strings);
        for (int i = 0; i < arguments.Length; i++)
        {
            *word++ = Append(arguments[i], ref strings);
        }

        *word++ = 0;
        *word++ = 0;
        *word++ = PageSizeKey;
        *word++ = Frame.Size;
        *word++ = EndKey;
        *word = 0;
        return true;
    }

    private readonly uint Append(string text, ref uint at)
    {
        uint start = address.Value + at;
        for (int i = 0; i < text.Length; i++)
        {
            page[at++] = (byte)text[i];
        }

        page[at++] = 0;
        return start;
    }
}
