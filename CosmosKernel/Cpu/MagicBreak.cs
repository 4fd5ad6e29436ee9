namespace CosmosKernel.Cpu;

/// <summary>
/// Stops in Bochs' debugger at places that the command line names (<c>break=</c>). On a processor, and in any other emulator, the
/// instruction does nothing.
/// </summary>
public static class MagicBreak
{
    /// <summary>The places at which to stop.</summary>
    public static BreakPlaces Places { get; set; }

    /// <summary>Reads a list of places.</summary>
    /// <param name="words">Any of <c>start</c>, <c>task</c> and <c>fault</c>, joined by <c>+</c>.</param>
    /// <param name="places">The places.</param>
    /// <returns>False if there is another word among them.</returns>
    public static bool TryParse(string words, out BreakPlaces places)
    {
        places = BreakPlaces.None;
        for (int start = 0; start <= words.Length;)
        {
            int end = start;
            while (end < words.Length && words[end] != '+')
            {
                end++;
            }

            string word = words.Substring(start, end - start);
            BreakPlaces place = word == "start" ? BreakPlaces.Start
                : word == "task" ? BreakPlaces.Task
                : word == "fault" ? BreakPlaces.Fault
                : BreakPlaces.None;
            if (place == BreakPlaces.None)
            {
                return false;
            }

            places |= place;
            start = end + 1;
        }

        return true;
    }

    /// <summary>Stops if the place is one of <see cref="Places"/>.</summary>
    /// <param name="place">Where the kernel is.</param>
    public static void At(BreakPlaces place)
    {
        if ((Places & place) != 0)
        {
            Processor.MagicBreak();
        }
    }
}
