namespace CosmosKernel.Mappings;

/// <summary>
/// The answers to the question that this kernel is about, one a row. An answer is two views: what of the kernel is mapped <b>while ring 3
/// runs</b>, and on which tables the kernel runs <b>for it</b>. Everything else about a mapping follows from these two
/// (<see cref="KernelMapping"/>): which pages may be global, where a task's own pages may be, whether new entries of the kernel's come
/// late, what an experiment must give.
/// <code>
///   shared     Linux 2.6.7 on i386. The kernel is mapped, and U/S=0 keeps ring 3 out.
///              a task's directory, high layout, two-level
///                entries 768…1023   copied from the kernel's own: all of the kernel
///                entries 0…767      the task's own; zero at first
///
///   fourfour   Molnar's 4G/4G split of 2003. The kernel is not mapped, and has a tree to itself. Each trap from ring 3 loads CR3
///              on its way in and on its way out, and the kernel reaches a task's memory only by looking it up in the task's tables.
///                entry 1023         copied from the kernel's own: the trampoline
///                entries 0…1022     the task's own; zero at first
///
///   kpti       Linux' page-table isolation of 2018. The kernel is not mapped, and runs on a second tree of the task's, in which it is.
///              ring 3's directory              the task's second directory
///                entry 1023      trampoline      entries 768…1023   all of the kernel
///                entries 768…1022  zero
///                entries 0…767   the task's own  entries 0…767      the same: they lead to the same tables
/// </code>
/// Copied are entries, not tables: below them there is one set of kernel tables for all.
/// </summary>
public static class MappingTable
{
    /// <summary>The rows, in the order in which a boot goes through them.</summary>
    public static readonly MappingKind[] Rows =
    {
        // name       title on the screen           while ring 3 runs      while the kernel runs for it
        new("shared", "shared mapping", KernelPart.All, new SameTree()),
        new("fourfour", "4:4 split", KernelPart.Trampoline, new KernelsOwnTree()),
        new("kpti", "page-table isolation", KernelPart.Trampoline, new SecondTree()),
    };

    /// <summary>Finds a row.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The row; null if there is none of that name.</returns>
    public static MappingKind? Find(string name)
    {
        foreach (MappingKind kind in Rows)
        {
            if (kind.Name == name)
            {
                return kind;
            }
        }

        return null;
    }
}
