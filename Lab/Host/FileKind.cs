namespace CosmosPaging.Lab.Host;

/// <summary>What a file is: the top four bits of its mode (inode(7)).</summary>
public enum FileKind
{
    /// <summary>It cannot be told, or there is nothing.</summary>
    Unknown = 0,

    /// <summary>A FIFO, which some call a named pipe, or a pipe.</summary>
    Fifo = 1,

    /// <summary>A character device, such as a terminal.</summary>
    CharacterDevice = 2,

    /// <summary>A folder.</summary>
    Folder = 4,

    /// <summary>A block device, such as a disk.</summary>
    BlockDevice = 6,

    /// <summary>A file with content: the one kind that has an end, and that is read without waiting for anybody.</summary>
    Regular = 8,

    /// <summary>A symbolic link.</summary>
    Link = 10,

    /// <summary>A socket.</summary>
    Socket = 12,
}
