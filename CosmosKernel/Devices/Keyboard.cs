using Cosmos.Core;

namespace CosmosKernel.Devices;

/// <summary>
/// The keyboard, asked by polling its controller, an 8042; its interrupt stays masked, so keys wait in the controller until somebody asks.
/// Scan codes are those of set 1, to which every PC's firmware has the controller translate.
/// </summary>
internal static class Keyboard
{
    private const int Data = 0x60;
    private const int Status = 0x64;
    private const byte OutputFull = 0x01;
    private const byte FromMouse = 0x20;
    private const byte Released = 0x80;
    private const byte NoController = 0xFF;
    private const int MostPolls = 64;

    // By scan code. What stands on two keys, such as the arrows and the number pad's, has one code in both places, but for a prefix.
    private static readonly Key[] Keys =
    {
        Key.None, Key.Escape, (Key)'1', (Key)'2', (Key)'3', (Key)'4', (Key)'5', (Key)'6',
        (Key)'7', (Key)'8', (Key)'9', (Key)'0', Key.None, Key.None, Key.Backspace, Key.Tab,
        (Key)'q', (Key)'w', (Key)'e', (Key)'r', (Key)'t', (Key)'y', (Key)'u', (Key)'i',
        (Key)'o', (Key)'p', Key.None, Key.None, Key.Enter, Key.None, (Key)'a', (Key)'s',
        (Key)'d', (Key)'f', (Key)'g', (Key)'h', (Key)'j', (Key)'k', (Key)'l', Key.None,
        Key.None, Key.None, Key.None, Key.None, (Key)'z', (Key)'x', (Key)'c', (Key)'v',
        (Key)'b', (Key)'n', (Key)'m', Key.None, Key.None, Key.None, Key.None, Key.None,
        Key.None, Key.Space, Key.None, Key.None, Key.None, Key.None, Key.None, Key.None,
        Key.None, Key.None, Key.None, Key.None, Key.None, Key.None, Key.None, Key.Home,
        Key.Up, Key.PageUp, Key.None, Key.Left, Key.None, Key.Right, Key.None, Key.End,
        Key.Down, Key.PageDown,
    };

    /// <summary>The key that was pressed next, if any. What the mouse sends, releases and unknown keys are dropped.</summary>
    /// <returns>The key; <see cref="Key.None"/> if none waits, and always where there is no keyboard controller.</returns>
    public static Key Read()
    {
        for (int polls = 0; polls < MostPolls; polls++)
        {
            byte status = IOPort.Read8(Status);
            if (status == NoController || (status & OutputFull) == 0)
            {
                break;
            }

            byte code = IOPort.Read8(Data);
            Key key = (status & FromMouse) == 0 ? Translate(code) : Key.None;
            if (key != Key.None)
            {
                return key;
            }
        }

        return Key.None;
    }

    /// <summary>What a scan code stands for.</summary>
    /// <param name="code">A byte from the controller.</param>
    /// <returns>The key that was pressed; <see cref="Key.None"/> for a release, a prefix and an unknown key.</returns>
    public static Key Translate(byte code) => code < Released && code < Keys.Length ? Keys[code] : Key.None;
}
