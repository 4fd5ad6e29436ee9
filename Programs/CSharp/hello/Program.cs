using System;

namespace Hello;

/// <summary>A program that behaves well: it prints, computes in 64-bit integers and in doubles, and ends by itself.</summary>
public static class Program
{
    private const int Exponent = 31;
    private const int StatusOfSuccess = 42;
    private const int StatusOfFailure = 1;

    /// <summary>Prints what it finds, each found in two ways that must agree.</summary>
    /// <returns>42, or 1 if the arithmetic was wrong.</returns>
    public static int Main()
    {
        Console.WriteLine("Hello from ring 3, from C# compiled to machine code.");

        ulong candidate = (1UL << Exponent) - 1;
        bool isPrime = IsMersennePrime(Exponent);
        Console.WriteLine($"2^{Exponent} - 1 = {candidate} is {(isPrime ? "prime" : "composite")}.");

        double root = SquareRoot(candidate);
        Console.WriteLine($"Its square root, rounded down, is {(ulong)root}.");

        bool rootIsRight = (ulong)root == IntegerSquareRoot(candidate);
        bool primeIsRight = isPrime == !HasDivisor(candidate);
        return rootIsRight && primeIsRight ? StatusOfSuccess : StatusOfFailure;
    }

    /// <summary>The Lucas-Lehmer test: squares modulo 2^p - 1, whose products need 62 bits.</summary>
    private static bool IsMersennePrime(int exponent)
    {
        ulong modulus = (1UL << exponent) - 1;
        ulong term = 4;
        for (int step = 2; step < exponent; step++)
        {
            term = ((term * term) + modulus - 2) % modulus;
        }

        return term == 0;
    }

    private static bool HasDivisor(ulong number)
    {
        for (ulong divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Newton's iteration in doubles, from above, until it no longer falls.</summary>
    private static double SquareRoot(double square)
    {
        double root = square;
        double next = (root + 1) / 2;
        while (next < root)
        {
            root = next;
            next = (root + (square / root)) / 2;
        }

        return root;
    }

    /// <summary>Bit by bit, in integers only.</summary>
    private static ulong IntegerSquareRoot(ulong square)
    {
        ulong root = 0;
        for (ulong bit = 1UL << 31; bit != 0; bit >>= 1)
        {
            ulong trial = root | bit;
            if (trial * trial <= square)
            {
                root = trial;
            }
        }

        return root;
    }
}
