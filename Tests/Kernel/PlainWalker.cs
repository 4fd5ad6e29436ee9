using System;
using CosmosKernel.Paging;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// A processor's address translation, written as plainly as it can be from SDM vol. 3, chapter 4, over tables in a piece of memory. It
/// shares nothing with the kernel's code: no levels as data, no entries as a type, each format spelt out by itself.
/// </summary>
internal sealed class PlainWalker(byte[] memory)
{
    private bool isWrite;
    private bool isFetch;
    private bool isUserMode;

    public bool Wp { get; init; }

    public bool Pse { get; init; }

    public bool Pae { get; init; }

    public bool Nxe { get; init; }

    public bool Smep { get; init; }

    public bool Smap { get; init; }

    public bool Ac { get; init; }

    public bool Pat { get; init; }

    public bool Pse36 { get; init; }

    public int MaxPhyAddr { get; init; }

    /// <summary>Translates.</summary>
    /// <returns>The error code of a page fault, or -1 for the #GP of a load of CR3, and no address; or none, and the address.</returns>
    public (int? Error, ulong Physical) Translate(uint cr3, uint linear, AccessKind kind, bool isUser, bool isImplicit)
    {
        isWrite = kind == AccessKind.Write;
        isFetch = kind == AccessKind.Fetch;
        isUserMode = isUser && !isImplicit;
        return Pae ? TranslateWide(cr3, linear, isImplicit) : TranslateNarrow(cr3, linear, isImplicit);
    }

    private (int? Error, ulong Physical) TranslateNarrow(uint cr3, uint linear, bool isImplicit)
    {
        uint pde = BitConverter.ToUInt32(memory, (int)((cr3 & 0xFFFFF000) + ((linear >> 22) * 4)));
        if ((pde & 0x001) == 0)
        {
            return Fault(0);
        }

        if (Pse && (pde & 0x080) != 0)
        {
            int extra = Pse36 ? Math.Min(40, MaxPhyAddr) - 32 : 0;
            for (int bit = 13 + extra; bit <= 21; bit++)
            {
                if ((pde & (1u << bit)) != 0)
                {
                    return Fault(9);
                }
            }

            if (!Pat && (pde & 0x1000) != 0)
            {
                return Fault(9);
            }

            ulong high = ((ulong)pde >> 13) & ((1ul << extra) - 1);
            ulong page = (high << 32) | (pde & 0xFFC00000);
            return Protect((pde & 4) != 0, (pde & 2) != 0, false, isImplicit, page | (linear & 0x3FFFFF));
        }

        uint pte = BitConverter.ToUInt32(memory, (int)((pde & 0xFFFFF000) + (((linear >> 12) & 0x3FF) * 4)));
        if ((pte & 0x001) == 0)
        {
            return Fault(0);
        }

        if (Pse && !Pat && (pte & 0x080) != 0)
        {
            return Fault(9);
        }

        return Protect((pde & pte & 4) != 0, (pde & pte & 2) != 0, false, isImplicit, (pte & 0xFFFFF000) | (linear & 0xFFF));
    }

    private (int? Error, ulong Physical) TranslateWide(uint cr3, uint linear, bool isImplicit)
    {
        ulong pdpte = BitConverter.ToUInt64(memory, (int)((cr3 & 0xFFFFFFE0) + ((linear >> 30) * 8)));
        if ((pdpte & 1) == 0)
        {
            return Fault(0);
        }

        if ((pdpte & 0x1E6) != 0 || pdpte >> MaxPhyAddr != 0)
        {
            return (-1, 0);
        }

        ulong pde = BitConverter.ToUInt64(memory, (int)((uint)(pdpte & 0xFFFFF000) + (((linear >> 21) & 0x1FF) * 8)));
        if ((pde & 1) == 0)
        {
            return Fault(0);
        }

        if (IsWideBroken(pde))
        {
            return Fault(9);
        }

        bool noExecution = pde >> 63 != 0;
        if ((pde & 0x80) != 0)
        {
            return (pde & 0x1FE000) != 0 || (!Pat && (pde & 0x1000) != 0)
                ? Fault(9)
                : Protect((pde & 4) != 0, (pde & 2) != 0, noExecution, isImplicit, (pde & 0xFFFFFFFE00000) | (linear & 0x1FFFFF));
        }

        ulong pte = BitConverter.ToUInt64(memory, (int)((uint)(pde & 0xFFFFF000) + (((linear >> 12) & 0x1FF) * 8)));
        if ((pte & 1) == 0)
        {
            return Fault(0);
        }

        if (IsWideBroken(pte) || (!Pat && (pte & 0x80) != 0))
        {
            return Fault(9);
        }

        noExecution |= pte >> 63 != 0;
        return Protect((pde & pte & 4) != 0, (pde & pte & 2) != 0, noExecution, isImplicit, (pte & 0xFFFFFFFFFF000) | (linear & 0xFFF));
    }

    private bool IsWideBroken(ulong entry) => ((entry & 0x7FFFFFFFFFFFFFFF) >> MaxPhyAddr) != 0 || (!Nxe && entry >> 63 != 0);

    private (int? Error, ulong Physical) Protect(bool isUserPage, bool isWritable, bool noExecution, bool isImplicit, ulong physical)
    {
        bool refused;
        if (isUserMode)
        {
            refused = !isUserPage || (isWrite && !isWritable) || (isFetch && noExecution);
        }
        else if (isFetch)
        {
            refused = noExecution || (isUserPage && Smep);
        }
        else
        {
            refused = (isWrite && Wp && !isWritable) || (isUserPage && Smap && (isImplicit || !Ac));
        }

        return refused ? Fault(1) : (null, physical);
    }

    private (int? Error, ulong Physical) Fault(int why)
    {
        bool tellsFetches = Smep || (Pae && Nxe);
        return (why | (isWrite ? 2 : 0) | (isUserMode ? 4 : 0) | (isFetch && tellsFetches ? 16 : 0), 0);
    }
}
