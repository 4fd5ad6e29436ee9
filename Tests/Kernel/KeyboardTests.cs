using System.Linq;
using CosmosKernel.Devices;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Scan codes of set 1.</summary>
[TestFixture]
public sealed class KeyboardTests
{
    [TestCase(0x01, Key.Escape)]
    [TestCase(0x0E, Key.Backspace)]
    [TestCase(0x0F, Key.Tab)]
    [TestCase(0x10, (Key)'q')]
    [TestCase(0x1C, Key.Enter)]
    [TestCase(0x1E, (Key)'a')]
    [TestCase(0x2F, (Key)'v')]
    [TestCase(0x32, (Key)'m')]
    [TestCase(0x39, Key.Space)]
    [TestCase(0x47, Key.Home)]
    [TestCase(0x48, Key.Up)]
    [TestCase(0x49, Key.PageUp)]
    [TestCase(0x4B, Key.Left)]
    [TestCase(0x4D, Key.Right)]
    [TestCase(0x4F, Key.End)]
    [TestCase(0x50, Key.Down)]
    [TestCase(0x51, Key.PageDown)]
    public void AKeyHasItsScanCode(byte code, object key) => Assert.That(Keyboard.Translate(code), Is.EqualTo(key));

    [Test]
    public void ReleasesPrefixesAndUnknownCodesAreNoKeys() =>
        Assert.That(
            Enumerable.Range(0x80, 0x80).Append(0).Append(0x7F).Select(code => Keyboard.Translate((byte)code)), Is.All.EqualTo(Key.None));

    [Test]
    public void EveryLetterAndDigitIsThereOnce() =>
        Assert.That(
            Enumerable.Range(0, 0x80).Select(code => (char)Keyboard.Translate((byte)code)).Where(char.IsLetterOrDigit).Order(),
            Is.EqualTo("0123456789abcdefghijklmnopqrstuvwxyz"));
}
