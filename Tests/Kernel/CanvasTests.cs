using CosmosKernel.Devices;
using CosmosKernel.Screen;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>The text screen in the making.</summary>
[TestFixture]
public sealed unsafe class CanvasTests
{
    [Test]
    public void NothingIsDrawnBeyondItsWidthOrItsRow()
    {
        var canvas = new Canvas();
        canvas.At(75, 3, Style.Text).Text("0123456789").Decimal(1).Hex(1, 8).Put(1, 100).Rest();
        canvas.At(10, 5, Style.Text, 4).Text("abcdef").Rest((byte)'!');

        Assert.That(canvas.Row(3), Does.EndWith(" 01234"));
        Assert.That(canvas.Row(4).Trim(), Is.Empty);
        Assert.That(canvas.Row(5).Trim(), Is.EqualTo("abcd"));
    }

    [TestCase(0u, "    0|0000")]
    [TestCase(7u, "    7|0007")]
    [TestCase(123456u, "123456|e240")]
    [TestCase(4294967295u, "4294967295|ffff")]
    public void NumbersAreDrawn(uint value, string expected)
    {
        var canvas = new Canvas();
        canvas.At(0, 0, Style.Text).Decimal(value, 5).Text("|").Hex(value, 4);

        Assert.That(canvas.Row(0).TrimEnd(), Is.EqualTo(expected));
    }

    [TestCase(0u, "    0 KB")]
    [TestCase(10239u, "10239 KB")]
    [TestCase(10240u, "   10 MB")]
    [TestCase(4194303u, " 4095 MB")]
    public void SizesHaveUnits(uint kilobytes, string expected)
    {
        var canvas = new Canvas();
        canvas.At(0, 0, Style.Text).Size(kilobytes, 8);

        Assert.That(canvas.Row(0).TrimEnd(), Is.EqualTo(expected));
    }

    [Test]
    public void AColumnIsCutAndFilled()
    {
        var canvas = new Canvas();
        canvas.At(0, 0, Style.Text).Column("abcdef", 4).Column("x", 3).Text("|");

        Assert.That(canvas.Row(0).TrimEnd(), Is.EqualTo("abcdx  |"));
    }

    [Test]
    public void OnlyWhatHasChangedIsWritten()
    {
        var canvas = new Canvas();
        ushort[] screen = new ushort[Canvas.Columns * Canvas.Rows];
        fixed (ushort* video = screen)
        {
            canvas.Present(video);
            Assert.That(screen, Is.All.EqualTo((Style.Text << 8) | ' '));

            screen[1] = 0x1234; // somebody else's
            canvas.At(0, 0, Style.Strong).Text("x");
            canvas.Present(video);
            Assert.That((screen[0], screen[1]), Is.EqualTo(((ushort)((Style.Strong << 8) | 'x'), (ushort)0x1234)));

            canvas.Forget();
            canvas.Present(video);
            Assert.That(screen[1], Is.EqualTo((Style.Text << 8) | ' '));
        }
    }
}
