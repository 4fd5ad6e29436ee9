using System;
using System.Collections.Generic;

namespace CosmosPaging.Tests.Subset.Fixtures;

/// <summary>What must not be on a trap path, each on a line that says so, and what may. Nothing here runs: the tests read its IL.</summary>
internal abstract unsafe class TrapCode
{
    private static readonly List<string> Lazy = [];
    private static TrapCode current = new Allocating();

    public static void BeforeTraps(int choice)
    {
        Early.Touch();
        if (choice == 1)
        {
            Sometimes.Touch();
        }
    }

    public static void Enter(int* frame) => current.Handle(frame); // trap: static constructor in a trap

    public static void Install(TrapCode handler) => current = handler;

    protected abstract void Handle(int* frame);

    private static void NeverInATrap() => Lazy.Add(new string('x', 3));

    private sealed class Allocating : TrapCode
    {
        protected override void Handle(int* frame)
        {
            object made = new List<int>(); // trap: object in a trap
            int[] many = new int[*frame]; // trap: array in a trap
            made = *frame; // trap: boxing in a trap
            byte* piece = stackalloc byte[*frame]; // trap: stackalloc in a trap
            Span<byte> view = new(piece, many.Length);
            view.CopyTo(view);
            Size size = new() { Width = *frame };
            Speak(size, made);
        }

        private static void Speak(Size size, object made)
        {
            string text = "size " + size.Width.ToString(); // trap: text made in a trap
            if (text.Length > Math.Min(3, size.Width))
            {
                Stop(); // trap: exception without a panic in a trap
            }

            if (text.Length > size.Width)
            {
                Panic.Stop();
                Stop();
            }

            Explicit.Touch(); // trap: static constructor in a trap
            GC.KeepAlive(made); // trap: unknown member in a trap
        }

        private static void Stop() => throw new InvalidOperationException("The kernel itself is wrong.");
    }

    private static class Panic
    {
        public static void Stop()
        {
        }
    }

    private sealed class Delegating : TrapCode
    {
        protected override void Handle(int* frame)
        { // trap: object in a trap
            int value = *frame;
            Action call = () => Call(value); // trap: delegate made in a trap
            call(); // trap: delegate called in a trap
        }

        private static void Call(int value)
        {
            if (Early.Number == value || Sometimes.Number == value || Never.Number == value) // trap: static constructor in a trap
            {
                throw new InvalidOperationException("Not in a method of its own."); // trap: throw in a trap, object in a trap
            }
        }
    }

    private static class Early
    {
        private static readonly int Squared = Square(3);

        public static int Number => Squared;

        public static void Touch() => _ = Squared;
    }

    private static class Sometimes
    {
        private static readonly int Squared = Square(4);

        public static int Number => Squared; // trap: static constructor in a trap

        public static void Touch() => _ = Squared;
    }

    private static class Never
    {
        public static readonly int Number = Square(5);
    }

    private static class Explicit
    {
        private static int number;

        static Explicit()
        {
            number = Square(6);
        }

        public static void Touch() => number++; // trap: static constructor in a trap
    }

    private struct Size
    {
        public int Width;
    }

    private static int Square(int value) => value * value;
}
