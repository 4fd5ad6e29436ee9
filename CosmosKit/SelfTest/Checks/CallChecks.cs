namespace CosmosKit.SelfTest.Checks;

/// <summary>Virtual methods and interfaces.</summary>
public static class CallChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        Shape square = Opaque.Value<Shape>(new Square());
        Shape circle = Opaque.Value<Shape>(new Circle());
        report.Equal("virtual-call", "square", square.Name());
        report.Equal("virtual-call-other-class", "circle", circle.Name());
        report.Equal("virtual-call-inherited", "shape", square.Kind());
        report.Equal("virtual-call-sealed", "round", circle.Kind());
        report.Equal("abstract-call", 4, square.Corners());
        report.Equal("base-call", "shape of circle", circle.Describe());
        report.Equal("object-to-string", "a square", Opaque.Value<object>(square).ToString()!);

        var many = Opaque.Value(new Many());
        report.Equal("interface-call", 1, Opaque.Value<IFirst>(many).Same());
        report.Equal("interface-same-slot", 2, Opaque.Value<ISecond>(many).Same());
        report.Equal("interface-explicit", 3, Opaque.Value<IThird>(many).Same());
        report.Equal("interface-second-slot", 33, Opaque.Value<IThird>(many).Other());
        report.Equal("interface-by-base-class", 4, Opaque.Value<IFourth>(many).Fourth());
        report.Equal("interface-virtual-overridden", 55, Opaque.Value<IFifth>(many).Fifth());
        report.Equal("interface-inherited", 6, Opaque.Value<ISixth>(many).Same());
        report.Equal("interface-reimplemented", 77, Opaque.Value<ISeventh>(many).Seventh());
        report.Equal("interface-property", 8, Opaque.Value<IEighth>(many).Eighth);
        report.Equal("interface-default-method", 9, Opaque.Value<INinth>(many).Ninth());
        report.Equal("interface-default-method-overridden", 99, Opaque.Value<INinth>(new Overrider()).Ninth());
        report.Equal("interface-on-struct", 12, Opaque.Value<IFirst>(new Small(12)).Same());
        report.Equal("interface-on-sealed-class", 13, Opaque.Value<IFirst>(new Sealed()).Same());

        report.Equal(
            "interface-calls-of-many-classes",
            1 + 13 + 12 + 1 + 13 + 12,
            SumOverClasses(new IFirst[] { many, new Sealed(), new Small(12) }));
        report.Equal("interface-call-in-loop", 1000, SumInLoop(many));
    }

    private static int SumOverClasses(IFirst[] objects)
    {
        int sum = 0;
        for (int round = 0; round < 2; round++)
        {
            foreach (IFirst one in objects)
            {
                sum += one.Same();
            }
        }

        return sum;
    }

    private static int SumInLoop(IFirst one)
    {
        int sum = 0;
        for (int i = 0; i < 1000; i++)
        {
            sum += one.Same();
        }

        return sum;
    }

    private interface IFirst
    {
        public int Same();
    }

    private interface ISecond
    {
        public int Same();
    }

    private interface IThird
    {
        public int Same();

        public int Other();
    }

    private interface IFourth
    {
        public int Fourth();
    }

    private interface IFifth
    {
        public int Fifth();
    }

    private interface ISixthBase
    {
        public int Same();
    }

    private interface ISixth : ISixthBase
    {
    }

    private interface ISeventh
    {
        public int Seventh();
    }

    private interface IEighth
    {
        public int Eighth { get; }
    }

    private interface INinth
    {
        public int Ninth() => 9;
    }

    private abstract class Shape
    {
        public virtual string Name() => "shape";

        public virtual string Kind() => "shape";

        public abstract int Corners();

        public virtual string Describe() => "shape";

        public override string ToString() => "a " + Name();
    }

    private sealed class Square : Shape
    {
        public override string Name() => "square";

        public override int Corners() => 4;
    }

    private class Circle : Shape
    {
        public override string Name() => "circle";

        public sealed override string Kind() => "round";

        public override int Corners() => 0;

        public override string Describe() => base.Describe() + " of circle";
    }

    private class Base : IFourth, IFifth, ISeventh
    {
        public int Fourth() => 4;

        public virtual int Fifth() => 5;

        public int Seventh() => 7;
    }

    private class Many : Base, IFirst, ISecond, IThird, ISixth, ISeventh, IEighth, INinth
    {
        public int Eighth => 8;

        int IFirst.Same() => 1;

        int ISecond.Same() => 2;

        int IThird.Same() => 3;

        int IThird.Other() => 33;

        int ISixthBase.Same() => 6;

        int ISeventh.Seventh() => 77;

        public override int Fifth() => 55;
    }

    private sealed class Overrider : INinth
    {
        public int Ninth() => 99;
    }

    private sealed class Sealed : IFirst
    {
        public int Same() => 13;
    }

    private readonly struct Small : IFirst
    {
        private readonly int value;

        public Small(int value) => this.value = value;

        public int Same() => value;
    }
}
