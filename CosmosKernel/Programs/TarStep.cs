namespace CosmosKernel.Programs;

/// <summary>What a step through an archive found.</summary>
internal enum TarStep
{
    /// <summary>A file.</summary>
    File,

    /// <summary>The end.</summary>
    End,

    /// <summary>A header without ustar's mark.</summary>
    NotUstar,

    /// <summary>A header whose checksum is wrong.</summary>
    WrongChecksum,

    /// <summary>A header or a file that goes on beyond the archive's end.</summary>
    Truncated,
}
