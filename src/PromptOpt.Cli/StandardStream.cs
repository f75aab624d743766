using System.Text;

namespace PromptOpt.Cli;

/// <summary>Stdout or stderr, which may be closed, or lead to a full disk: what a failed write means is for whoever made it to say.</summary>
/// <param name="inner">The stream as the runtime gives it.</param>
/// <param name="failed">Told why something was not written; may throw.</param>
internal sealed class StandardStream(TextWriter inner, Action<Exception> failed) : TextWriter(inner.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>A stream that results go to: one that is not written is a failure.</summary>
    /// <exception cref="PromptOptException">Thrown by whatever writes.</exception>
    public static StandardStream Needed(TextWriter inner) => new(
        inner, e => throw new PromptOptException($"the result could not be written to stdout ({e.Message.TrimEnd('.')}); check that it is open and has room", e));

    /// <summary>A stream for progress and notes: nothing is given up because nobody can read them.</summary>
    public static StandardStream Optional(TextWriter inner) => new(inner, _ => { });

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void WriteLine() => Try(inner.WriteLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed(e);
        }
    }
}
