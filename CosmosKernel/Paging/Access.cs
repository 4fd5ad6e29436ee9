namespace CosmosKernel.Paging;

/// <summary>One access to linear memory: what is done, and with whose authority (SDM vol. 3, 4.6).</summary>
internal readonly struct Access
{
    /// <summary>An access that an instruction asks for.</summary>
    /// <param name="kind">What is done.</param>
    /// <param name="privilegeLevel">CPL: 3 is user mode, anything else supervisor mode.</param>
    public Access(AccessKind kind, int privilegeLevel)
        : this(kind, privilegeLevel, false)
    {
    }

    private Access(AccessKind kind, int privilegeLevel, bool isImplicit)
    {
        Kind = kind;
        PrivilegeLevel = privilegeLevel;
        IsImplicit = isImplicit;
    }

    /// <summary>What is done.</summary>
    public AccessKind Kind { get; }

    /// <summary>CPL.</summary>
    public int PrivilegeLevel { get; }

    /// <summary>Whether the processor makes the access of itself.</summary>
    public bool IsImplicit { get; }

    /// <summary>
    /// Whether it is a user-mode access: CPL 3 and asked for. Everything else is a supervisor-mode access, CPL 1 and 2 included.
    /// </summary>
    public bool IsUser => PrivilegeLevel == 3 && !IsImplicit;

    /// <summary>
    /// An implicit supervisor-mode access: the processor reads a descriptor table or a task-state segment, or marks a descriptor as
    /// accessed or busy, as a part of whatever an instruction does. It has the supervisor's rights at any CPL.
    /// </summary>
    /// <param name="kind">Read or write. No processor makes an implicit fetch; one would be checked as the supervisor's.</param>
    /// <param name="privilegeLevel">CPL, 0 to 3; it changes nothing.</param>
    /// <returns>The access.</returns>
    public static Access Implicit(AccessKind kind, int privilegeLevel) => new(kind, privilegeLevel, true);
}
