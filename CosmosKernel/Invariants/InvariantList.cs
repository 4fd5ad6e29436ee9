using CosmosKernel.Mappings;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// What this kernel promises, all of it. Each row is a class of its own, which says what is promised, how it is found out, and how it
/// can be broken for a test.
/// Docs/Protection.md has the same as a table.
/// </summary>
internal sealed unsafe class InvariantList
{
    /// <summary>The names, in the order of <see cref="All"/>: also the words for <c>provoke=</c>.</summary>
    public static readonly string[] Names =
    {
        "user-path", "user-bit", "write-xor-execute", "entry-stack", "trampoline",
        "foreign-frame", "reference-counts", "kernel-copies", "mirrored-entries", "frames", "checksums",
    };

    private readonly CheckedMachine machine;
    private readonly EntryReader entries;
    private readonly TaskReader tasks;

    /// <summary>Makes them, and notes what must stay as it is now.</summary>
    /// <param name="machine">What they are about.</param>
    /// <param name="kernel">The kernel's own tables, complete.</param>
    /// <param name="archive">The archive of programs; null if there is none.</param>
    /// <param name="archiveBytes">Its length.</param>
    public InvariantList(CheckedMachine machine, PageTables kernel, byte* archive, uint archiveBytes)
    {
        this.machine = machine;
        var userPath = new UserPath(machine);
        var userBit = new UserBit(machine);
        var copies = new KernelCopies(machine);
        var mirrored = new MirroredEntries(machine);
        Rights = new WriteXorExecute(machine);
        entries = new EntryReader(machine, userPath, userBit, Rights);
        tasks = new TaskReader(machine, entries, copies, mirrored);
        All = new Invariant[]
        {
            userPath,
            userBit,
            Rights,
            new EntryStack(machine),
            new TrampolinePages(machine, kernel),
            new ForeignFrame(machine, tasks),
            new ReferenceCounts(machine),
            copies,
            mirrored,
            new FrameBalance(machine),
            new Checksums(machine, kernel, archive, archiveBytes),
        };
    }

    /// <summary>Whether a word is the name of one of them.</summary>
    /// <param name="word">The word.</param>
    /// <returns>True if so.</returns>
    public static bool HasName(string word)
    {
        foreach (string name in Names)
        {
            if (name == word)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of them.</summary>
    public Invariant[] All { get; }

    /// <summary>The one that counts pages, too.</summary>
    public WriteXorExecute Rights { get; }

    /// <summary>Begins anew, before there is any task.</summary>
    /// <param name="mapping">The mapping in force.</param>
    public void Begin(KernelMapping mapping)
    {
        machine.Mapping = mapping;
        machine.Ledger.Begin();
        foreach (Invariant invariant in All)
        {
            invariant.Reset();
        }
    }

    /// <summary>Checks whatever the paging structures say, of the kernel's own tree and the tasks'. May be in a trap.</summary>
    /// <param name="isWhole">
    /// Whether the tasks' trees are few enough to be read, all of them, and the ledger has the frames of all tasks.
    /// </param>
    /// <returns>How many trees of tasks were read.</returns>
    public uint LookAtTables(bool isWhole)
    {
        Rights.BeginCount();
        entries.ReadTree();
        uint read = tasks.Read(All);
        machine.Ledger.Judge(isWhole);
        for (int i = 0; i < All.Length; i++)
        {
            All[i].Visit(machine.Kernel);
            All[i].VisitEnd();
        }

        return read;
    }

    /// <summary>Checks the rest, in the kernel's own flow.</summary>
    /// <param name="readsAll">Whether to read everything, also what is otherwise read in turns.</param>
    public void LookAtMemory(bool readsAll)
    {
        foreach (Invariant invariant in All)
        {
            invariant.VisitMemory(readsAll);
        }
    }
}
