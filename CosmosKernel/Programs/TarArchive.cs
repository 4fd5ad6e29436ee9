namespace CosmosKernel.Programs;

/// <summary>
/// A ustar archive in memory (POSIX.1-1988): a file is a header of 512 bytes and its content, rounded up to 512. Like any input, it
/// may be damaged: every header is checked before it is believed.
/// </summary>
internal readonly unsafe struct TarArchive
{
    private const uint BlockBytes = 512;
    private const uint NameOffset = 0;
    private const uint NameBytes = 100;
    private const uint SizeOffset = 124;
    private const uint ChecksumOffset = 148;
    private const uint ChecksumBytes = 8;
    private const uint TypeOffset = 156;
    private const uint MagicOffset = 257;

    private readonly byte* data;
    private readonly uint size;

    /// <summary>Wraps an archive's bytes.</summary>
    /// <param name="data">First byte; must stay as long as this is used.</param>
    /// <param name="size">How many there are.</param>
    public TarArchive(byte* data, uint size)
    {
        this.data = data;
        this.size = size;
    }

    /// <summary>First byte.</summary>
    public byte* Start => data;

    /// <summary>How many bytes there are.</summary>
    public uint Bytes => size;

    /// <summary>Steps to the next file.</summary>
    /// <param name="position">Where to go on: 0 at first, then what the last step left.</param>
    /// <param name="file">The file found.</param>
    /// <returns>Whether there is one, or the archive ended, or what is wrong with it at <paramref name="position"/>.</returns>
    public TarStep Next(ref uint position, out TarFile file)
    {
        file = default;
        while (position < size)
        {
            if (size - position < BlockBytes)
            {
                return TarStep.Truncated;
            }

            byte* header = data + position;
            if (header[NameOffset] == 0)
            {
                return TarStep.End;
            }

            if (!HasMagic(header))
            {
                return TarStep.NotUstar;
            }

            if (!TryOctal(header + ChecksumOffset, ChecksumBytes, out uint checksum) || checksum != Checksum(header))
            {
                return TarStep.WrongChecksum;
            }

            if (!TryOctal(header + SizeOffset, 12, out uint bytes) || bytes > size - position - BlockBytes)
            {
                return TarStep.Truncated;
            }

            // The last file's padding may be missing; that loses nothing.
            uint step = BlockBytes + ((bytes + BlockBytes - 1) & ~(BlockBytes - 1));
            position = step > size - position ? size : position + step;
            if (header[TypeOffset] == (byte)'0' || header[TypeOffset] == 0)
            {
                file = new TarFile(header + NameOffset, Length(header + NameOffset, NameBytes), header + BlockBytes, bytes);
                return TarStep.File;
            }
        }

        return TarStep.End;
    }

    /// <summary>Looks for a file.</summary>
    /// <param name="name">Its whole name in the archive.</param>
    /// <param name="file">The file.</param>
    /// <returns>False if there is none before the archive's end or its first damage.</returns>
    public bool TryFind(string name, out TarFile file)
    {
        uint position = 0;
        while (Next(ref position, out file) == TarStep.File)
        {
            if (file.IsNamed(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMagic(byte* header)
    {
        byte* magic = header + MagicOffset;
        return magic[0] == 'u' && magic[1] == 's' && magic[2] == 't' && magic[3] == 'a' && magic[4] == 'r';
    }

    private static uint Checksum(byte* header)
    {
        uint sum = ChecksumBytes * ' '; // its own field counts as blanks
        for (uint i = 0; i < BlockBytes; i++)
        {
            sum += i - ChecksumOffset < ChecksumBytes ? (byte)0 : header[i];
        }

        return sum;
    }

    private static bool TryOctal(byte* field, uint bytes, out uint value)
    {
        value = 0;
        bool any = false;
        for (uint i = 0; i < bytes; i++)
        {
            if (field[i] == ' ' || field[i] == 0)
            {
                if (any)
                {
                    return true;
                }

                continue;
            }

            if (field[i] < '0' || field[i] > '7' || value >> 29 != 0)
            {
                return false;
            }

            value = (value << 3) | (uint)(field[i] - '0');
            any = true;
        }

        return any;
    }

    private static uint Length(byte* text, uint most)
    {
        uint length = 0;
        while (length < most && text[length] != 0)
        {
            length++;
        }

        return length;
    }
}
