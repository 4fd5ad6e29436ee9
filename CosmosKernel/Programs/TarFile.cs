using System.Text;

namespace CosmosKernel.Programs;

/// <summary>A file in an archive.</summary>
internal readonly unsafe struct TarFile
{
    /// <summary>Describes a file.</summary>
    /// <param name="name">First byte of its name.</param>
    /// <param name="nameLength">Length of its name.</param>
    /// <param name="data">First byte of its content.</param>
    /// <param name="size">Length of its content.</param>
    public TarFile(byte* name, uint nameLength, byte* data, uint size)
    {
        NameStart = name;
        NameLength = nameLength;
        Data = data;
        Size = size;
    }

    /// <summary>First byte of its name.</summary>
    public byte* NameStart { get; }

    /// <summary>Length of its name.</summary>
    public uint NameLength { get; }

    /// <summary>First byte of its content.</summary>
    public byte* Data { get; }

    /// <summary>Length of its content.</summary>
    public uint Size { get; }

    /// <summary>Compares its name.</summary>
    /// <param name="other">A name.</param>
    /// <returns>True if it is the same.</returns>
    public bool IsNamed(string other) => NameLength == other.Length && StartsWith(other);

    /// <summary>Whether its name begins so.</summary>
    /// <param name="prefix">A beginning, such as a folder.</param>
    /// <returns>True if it does.</returns>
    public bool StartsWith(string prefix)
    {
        for (int i = 0; i < prefix.Length; i++)
        {
            if (i >= NameLength || NameStart[i] != prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Its name.</summary>
    /// <returns>Latin-1 text.</returns>
    public string Name()
    {
        var text = new StringBuilder();
        for (uint i = 0; i < NameLength; i++)
        {
            text.Append((char)NameStart[i]);
        }

        return text.ToString();
    }
}
