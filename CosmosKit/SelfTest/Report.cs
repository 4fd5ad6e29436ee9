using System;
using Cosmos.Core;

namespace CosmosKit.SelfTest;

/// <summary>One line for each check on the console, and the end of the machine.</summary>
public sealed class Report
{
    private const int QemuExitPort = 0xF4;
    private const int BochsShutdownPort = 0x8900;
    private const uint AllHeld = 16;
    private const uint OneFailed = 17;

    private int held;
    private int failed;

    /// <summary>Compares.</summary>
    /// <typeparam name="T">A type with an equality of its own.</typeparam>
    /// <param name="name">What is checked: words joined by hyphens.</param>
    /// <param name="expected">What must be.</param>
    /// <param name="got">What is.</param>
    public void Equal<T>(string name, T expected, T got)
        where T : IEquatable<T>
    {
        if (expected.Equals(got))
        {
            held++;
            Console.WriteLine("check: name=" + name + " result=held");
        }
        else
        {
            failed++;
            Console.WriteLine($"check: name={name} result=failed got={got} expected={expected}");
        }
    }

    /// <summary>Writes the sum and ends the machine.</summary>
    public void End()
    {
        Console.WriteLine($"done: held={held} failed={failed}");
        IOPort.Write32(QemuExitPort, failed == 0 ? AllHeld : OneFailed);
        foreach (char c in "Shutdown")
        {
            IOPort.Write8(BochsShutdownPort, (byte)c);
        }
    }
}
