using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// Predicts what the processor does with an access, from the entries alone: the rules of SDM vol. 3, chapter 4, in the order in which
/// the processor meets them. Pure: it reads its arguments and nothing else.
/// <code>
///   from the top level down      P=0                     page fault, P=0                                4.7
///                                a reserved bit is 1     page fault, RSVD=1 and P=1; in a PDPTE #GP      4.7, 4.4.1
///                                it maps a page          the walk is over
///   then, over all levels        U/S and R/W ANDed, XD ORed: who may do what                            4.6
///   refused                      page fault, P=1                                                        4.7
///   allowed                      A in every entry used, D in the last if written                        4.8
/// </code>
/// The kernel has compared it with what emulators do (<c>CosmosKernel/Sweep</c>), and where they differ, the hardware is right. Bochs 2.7
/// does all of it, save that EFLAGS.AC lifts SMAP from implicit accesses, too, and that each of its processors has PAT, PSE-36 and
/// addresses of 40 bits, whatever its make. EFLAGS.AC does so in QEMU 7.2, for ring 0; and there a reserved bit is reported with P=0,
/// PDPTEs are loaded unchecked and get an A, and in the entry of a 4 MB page bits 13 to 20 count as address bits, whatever MAXPHYADDR is.
/// </summary>
internal static class AccessCheck
{
    private const ulong AddressMask = 0x000F_FFFF_FFFF_F000;
    private const int FirstWideAddressBit = 13;

    /// <summary>Predicts one access that does not cross into another page.</summary>
    /// <param name="format">The format of the tables: CR4.PAE.</param>
    /// <param name="entries">What the tables hold for the address, level by level.</param>
    /// <param name="linear">The address.</param>
    /// <param name="access">What is done there.</param>
    /// <param name="control">
    /// The processor's state and make. It alone says whether XD is reserved: <see cref="PagingFormat.HasExecuteDisable"/> is not asked.
    /// </param>
    /// <returns>What comes of it.</returns>
    public static AccessOutcome Check(
        PagingFormat format, in AccessEntries entries, LinearAddress linear, in Access access, in AccessControl control)
    {
        AccessObstacles obstacles = default;
        bool isUserPage = true;
        int depth = 0;
        bool isLarge;
        PageEntry entry;
        while (true)
        {
            ref readonly PagingLevel level = ref format.Level(depth);
            entry = Narrow(format, entries[depth]);
            if (!entry.IsPresent)
            {
                return Fault(format, AccessReason.NotPresent, obstacles.DecidedBy(depth, ObstacleKind.NotPresent), depth, access, control);
            }

            // 4.6.1: one U/S=0 makes it a supervisor-mode address. One R/W=0 forbids writing, one XD=1 fetching.
            if (level.HasRights)
            {
                isUserPage &= entry.IsUser;
                obstacles = WithRights(obstacles, depth, entry, access, control);
            }

            isLarge = level.MayMapLargePage && entry.IsLarge && KnowsLargePages(format, control);
            if ((entry.Raw & AccessReservedBits.Of(format, depth, isLarge, control)) != 0)
            {
                AccessReason reserved = level.HasRights ? AccessReason.ReservedBit : AccessReason.ReservedWhenLoaded;
                return Fault(format, reserved, obstacles.DecidedBy(depth, ObstacleKind.Reserved), depth, access, control);
            }

            if (isLarge || depth == format.LevelCount - 1)
            {
                break;
            }

            depth++;
        }

        if (!access.IsUser && isUserPage)
        {
            obstacles = WithPrevention(obstacles, depth, access, control);
        }

        AccessReason reason = Decide(ref obstacles, depth);
        return reason == AccessReason.None
            ? AccessOutcome.Allowed(format, access.Kind, depth, Physical(format, entry, depth, isLarge, linear, control))
            : Fault(format, reason, obstacles, depth, access, control);
    }

    /// <summary>4.6.1: what the rights of one entry refuse. Without NXE the bit XD is no right, but reserved.</summary>
    private static AccessObstacles WithRights(
        AccessObstacles obstacles, int depth, PageEntry entry, in Access access, in AccessControl control)
    {
        if (access.IsUser && !entry.IsUser)
        {
            obstacles = obstacles.With(depth, ObstacleKind.UserSupervisor);
        }

        bool obeysReadOnly = access.IsUser || control.Has(AccessControlBits.WriteProtect);
        if (access.Kind == AccessKind.Write && !entry.IsWritable && obeysReadOnly)
        {
            obstacles = obstacles.With(depth, ObstacleKind.ReadWrite);
        }

        return access.Kind == AccessKind.Fetch && entry.IsExecuteDisabled && control.Has(AccessControlBits.ExecuteDisable)
            ? obstacles.With(depth, ObstacleKind.ExecuteDisable)
            : obstacles;
    }

    /// <summary>4.6.1: what CR4 keeps supervisor mode from in a user-mode page.</summary>
    private static AccessObstacles WithPrevention(AccessObstacles obstacles, int depth, in Access access, in AccessControl control)
    {
        if (access.Kind == AccessKind.Fetch)
        {
            return control.Has(AccessControlBits.SupervisorExecutionPrevention)
                ? obstacles.With(depth, ObstacleKind.SupervisorExecution)
                : obstacles;
        }

        bool isLifted = control.Has(AccessControlBits.AlignmentCheck) && !access.IsImplicit;
        return control.Has(AccessControlBits.SupervisorAccessPrevention) && !isLifted
            ? obstacles.With(depth, ObstacleKind.SupervisorAccess)
            : obstacles;
    }

    /// <summary>
    /// Of several obstacles, all of them rights, tells one; the error code is the same. The mode comes first, then what is done, and the
    /// uppermost level.
    /// </summary>
    /// <param name="obstacles">The obstacles; get the one that decides.</param>
    /// <param name="lastDepth">The level that maps the page.</param>
    private static AccessReason Decide(ref AccessObstacles obstacles, int lastDepth)
    {
        int uppermost = obstacles.Uppermost(ObstacleKind.UserSupervisor);
        if (uppermost >= 0)
        {
            obstacles = obstacles.DecidedBy(uppermost, ObstacleKind.UserSupervisor);
            return AccessReason.SupervisorPage;
        }

        if (obstacles.Has(lastDepth, ObstacleKind.SupervisorExecution))
        {
            obstacles = obstacles.DecidedBy(lastDepth, ObstacleKind.SupervisorExecution);
            return AccessReason.SupervisorExecution;
        }

        if (obstacles.Has(lastDepth, ObstacleKind.SupervisorAccess))
        {
            obstacles = obstacles.DecidedBy(lastDepth, ObstacleKind.SupervisorAccess);
            return AccessReason.SupervisorData;
        }

        uppermost = obstacles.Uppermost(ObstacleKind.ReadWrite);
        if (uppermost >= 0)
        {
            obstacles = obstacles.DecidedBy(uppermost, ObstacleKind.ReadWrite);
            return AccessReason.ReadOnly;
        }

        uppermost = obstacles.Uppermost(ObstacleKind.ExecuteDisable);
        if (uppermost >= 0)
        {
            obstacles = obstacles.DecidedBy(uppermost, ObstacleKind.ExecuteDisable);
            return AccessReason.ExecuteDisabled;
        }

        return AccessReason.None;
    }

    /// <summary>Bits above an entry's own width do not exist.</summary>
    private static PageEntry Narrow(PagingFormat format, PageEntry entry) =>
        format.EntryBytes == sizeof(uint) ? new PageEntry((uint)entry.Raw) : entry;

    /// <summary>Table 4-1: PAE has large pages always, two-level paging with CR4.PSE.</summary>
    private static bool KnowsLargePages(PagingFormat format, in AccessControl control) =>
        IsPae(format) || control.Has(AccessControlBits.PageSizeExtensions);

    private static bool IsPae(PagingFormat format) => (format.Control & Cr4.PhysicalAddressExtension) != 0;

    /// <summary>The error code of figure 4-12: P and RSVD tell why, the others what was tried.</summary>
    private static AccessOutcome Fault(
        PagingFormat format, AccessReason reason, AccessObstacles obstacles, int lastDepth, in Access access, in AccessControl control)
    {
        PageFaultErrorCode error = PageFaultErrorCode.None;
        if (reason == AccessReason.ReservedWhenLoaded)
        {
            return AccessOutcome.Refused(format, reason, obstacles, lastDepth, error);
        }

        if (reason != AccessReason.NotPresent)
        {
            error |= PageFaultErrorCode.Protection;
        }

        if (reason == AccessReason.ReservedBit)
        {
            error |= PageFaultErrorCode.ReservedBit;
        }

        if (access.Kind == AccessKind.Write)
        {
            error |= PageFaultErrorCode.Write;
        }

        if (access.IsUser)
        {
            error |= PageFaultErrorCode.User;
        }

        // I/D is reported only where something could forbid a fetch: SMEP, or XD.
        bool tellsFetches = control.Has(AccessControlBits.SupervisorExecutionPrevention)
            || (IsPae(format) && control.Has(AccessControlBits.ExecuteDisable));
        if (access.Kind == AccessKind.Fetch && tellsFetches)
        {
            error |= PageFaultErrorCode.Fetch;
        }

        return AccessOutcome.Refused(format, reason, obstacles, lastDepth, error);
    }

    private static ulong Physical(
        PagingFormat format, PageEntry entry, int depth, bool isLarge, LinearAddress linear, in AccessControl control)
    {
        uint offsetMask = format.Level(depth).Span - 1;
        ulong address = (entry.Raw & AddressMask & ~(ulong)offsetMask) | (linear.Value & offsetMask);
        if (!isLarge || format.EntryBytes == sizeof(ulong))
        {
            return address;
        }

        // PSE-36: bits 13 and up of the entry are bits 32 and up of the address.
        ulong wide = (entry.Raw >> FirstWideAddressBit) & ((1UL << AccessReservedBits.WideAddressBits(control)) - 1);
        return address | (wide << 32);
    }
}
