using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;

namespace CosmosKernel.Screen;

/// <summary>One way of filling the screen. Pure: it reads the state and draws on the canvas.</summary>
internal abstract class View
{
    /// <summary>Draws the whole screen.</summary>
    /// <param name="canvas">An empty canvas.</param>
    /// <param name="state">What to show.</param>
    public abstract void Draw(Canvas canvas, LiveState state);

    /// <summary>Takes a key that means something in this view only.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">What is shown; the selection in it may change.</param>
    /// <returns>False if the key means nothing here.</returns>
    public abstract bool TryKey(Key key, LiveState state);

    /// <summary>The line at the top: what runs, and under what.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="state">What to show.</param>
    protected static void DrawTitle(Canvas canvas, LiveState state)
    {
        canvas.At(0, 0, Style.Title).Text(" CosmosPaging  ").Text(state.Mapping.Kind.Title).Text(", ")
            .Text(state.Mapping.Kernel.Format.Name).Text(", ").Text(state.Mapping.Layout.Name).Text(" layout").Rest();
        canvas.At(60, 0, Style.Title).Decimal((uint)state.Held, 4).Text(" held ").In(state.Failed == 0 ? Style.Title : Style.Deciding)
            .Decimal((uint)state.Failed, 3).Text(" failed").In(Style.Title).Rest();
    }

    /// <summary>The line at the bottom: the keys.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="keys">For each key: <c>|</c>, the key, a blank, what it does.</param>
    protected static void DrawKeys(Canvas canvas, string keys)
    {
        canvas.At(0, Canvas.Rows - 1, Style.KeyText);
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == '|')
            {
                canvas.Put((byte)' ').In(Style.Key);
                continue;
            }

            if (keys[i] == ' ')
            {
                canvas.In(Style.KeyText);
            }

            canvas.Put((byte)keys[i]);
        }

        canvas.In(Style.KeyText).Rest();
    }

    /// <summary>One line about a fault: number, exception, error code, address, verdict, task.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="row">The row.</param>
    /// <param name="record">The fault.</param>
    protected static void DrawFault(Canvas canvas, int row, in KeptFault record)
    {
        bool isPageFault = record.Fault.Vector == ExceptionVector.PageFault;
        canvas.At(1, row, Style.Dim).Decimal(record.Fault.Sequence, 4, (byte)'0').In(Style.Fault).Put((byte)' ')
            .Text(ExceptionVector.Mnemonic((int)record.Fault.Vector))
            .In(Style.Text).Put((byte)' ').Hex(record.Fault.ErrorCode, 4).Put((byte)' ');
        if (isPageFault)
        {
            canvas.Hex(record.Fault.Address.Value, 8);
        }
        else
        {
            canvas.Text(string.Empty, 8);
        }

        canvas.Put((byte)' ').In(Style.Strong).Column(VerdictText.Of(record.Fault.Verdict).Name, 23).In(Style.Text)
            .Column(record.TaskName, 19).Put((byte)' ').Text(record.Mapping);
        if (record.Times > 1)
        {
            canvas.Text(" x").Decimal(record.Times);
        }
    }
}
