namespace PromptOpt.Environments.External;

/// <summary>Passes the first notes on and drops the rest, so that a talkative program does not fill the screen.</summary>
/// <param name="note">Who is told.</param>
/// <param name="most">How many, the last of which says that there will be no more.</param>
internal sealed class FewNotes(Action<string> note, int most)
{
    private int _count;

    /// <summary>Passes it on, unless there were too many.</summary>
    public void Tell(string text)
    {
        int number = Interlocked.Increment(ref _count);
        if (number > most) return;
        note(number < most ? text : text + " (further notes of this kind are not shown)");
    }
}
