using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>Division on a CPU that divides 64 bits by 32.</summary>
internal static unsafe class Wide
{
    public static ulong Magnitude(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    public static ulong DivRem(ulong dividend, ulong divisor, out ulong remainder)
    {
        uint low = (uint)dividend;
        uint high = (uint)(dividend >> 32);
        uint rest;
        if (divisor <= uint.MaxValue)
        {
            if (divisor == 0)
                throw new DivideByZeroException();

            // Schoolbook division with digits of 32 bits: the first remainder is less than the divisor, so nothing overflows.
            uint quotientHigh = Divide(high, 0, (uint)divisor, &rest);
            uint quotientLow = Divide(low, rest, (uint)divisor, &rest);
            remainder = rest;
            return ((ulong)quotientHigh << 32) | quotientLow;
        }

        // The quotient has one digit of 32 bits, found bit by bit.
        ulong quotient = 0;
        ulong partial = high;
        for (int bit = 31; bit >= 0; bit--)
        {
            bool carry = (long)partial < 0;
            partial = (partial << 1) | ((low >> bit) & 1);
            quotient <<= 1;
            if (carry || partial >= divisor)
            {
                partial -= divisor;
                quotient |= 1;
            }
        }

        remainder = partial;
        return quotient;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_divide")]
    private static extern uint Divide(uint low, uint high, uint divisor, uint* remainder);
}
