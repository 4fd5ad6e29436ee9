using System.Text;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;

namespace CosmosKernel.Boot;

/// <summary>
/// What the loader left: a Multiboot 2 information structure, read tag by tag (Multiboot 2 specification, 3.6). Cosmos' loader and GRUB
/// make one; under Multiboot 1 the embedded kit does.
/// </summary>
public sealed unsafe class BootInformation
{
    private const uint CommandLineTag = 1;
    private const uint ElfSectionsTag = 9;

    private readonly byte* start;
    private readonly uint size;

    /// <summary>Takes the structure over; it must stay mapped and unchanged.</summary>
    /// <param name="start">The kernel's pointer to its first byte; null if the loader gave none.</param>
    public BootInformation(byte* start)
    {
        this.start = start;
        size = start == null ? 0 : MultibootTags.Length(*(uint*)start);
    }

    /// <summary>The words that the loader passed on; empty if none.</summary>
    /// <returns>Latin-1 text without the closing zero.</returns>
    public string CommandLine()
    {
        var text = new StringBuilder();
        if (TryFind(CommandLineTag, 8, out byte* tag))
        {
            uint end = ((uint*)tag)[1];
            for (uint i = 8; i < end && tag[i] != 0; i++)
            {
                text.Append((char)tag[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The first module: a file that the loader put beside the kernel.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="bytes">How long it is.</param>
    /// <returns>False if there is none, or if its end lies before its start.</returns>
    public bool TryModule(out PhysicalAddress address, out uint bytes)
    {
        address = default;
        bytes = 0;
        if (!TryFind(MultibootTags.Module, 16, out byte* tag))
        {
            return false;
        }

        uint from = ((uint*)tag)[2];
        uint to = ((uint*)tag)[3];
        if (to < from)
        {
            return false;
        }

        address = new PhysicalAddress(from);
        bytes = to - from;
        return true;
    }

    /// <summary>The sections of the kernel's own image that take up memory.</summary>
    /// <returns>In the order of the image; empty if the loader did not say.</returns>
    public ImageSection[] Sections()
    {
        if (!TryFind(ElfSectionsTag, 20, out byte* tag))
        {
            return new ImageSection[0];
        }

        uint* header = (uint*)tag;
        uint entryBytes = header[3];
        uint room = entryBytes == 0 ? 0 : (header[1] - 20) / entryBytes;
        uint entries = header[2] < room ? header[2] : room;
        int count = 0;
        for (uint i = 0; i < entries; i++)
        {
            count += ImageSection.TakesMemory((uint*)(tag + 20 + (i * entryBytes))) ? 1 : 0;
        }

        var sections = new ImageSection[count];
        count = 0;
        for (uint i = 0; i < entries; i++)
        {
            uint* section = (uint*)(tag + 20 + (i * entryBytes));
            if (ImageSection.TakesMemory(section))
            {
                sections[count++] = new ImageSection(section);
            }
        }

        return sections;
    }

    private bool TryFind(uint type, uint least, out byte* tag)
    {
        uint* found = MultibootTags.First(start, MultibootTags.InformationHead, size);
        while (found != null && (found[0] != type || found[1] < least))
        {
            found = MultibootTags.Next(start, size, found);
        }

        tag = (byte*)found;
        return found != null;
    }
}
