using System.Text;

namespace PromptOpt.Environments.External;

/// <summary>Empties a stream of text, so that its writer never waits, and keeps its last lines.</summary>
/// <param name="tell">Told each line.</param>
internal sealed class LastLines(Action<string> tell)
{
    private const int Kept = 12, LongestLine = 300;
    private readonly Queue<string> _lines = [];

    /// <summary>The last lines, oldest first, each cut to 300 characters.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task DrainAsync(Stream stream)
    {
        var (buffer, line) = (new char[4096], new StringBuilder());
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer)) > 0)
                for (int i = 0; i < count; i++) Add(buffer[i], line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process was ended; what was read stays.
        }

        Add('\n', line);
    }

    private void Add(char c, StringBuilder line)
    {
        if (c != '\n')
        {
            if (c != '\r' && line.Length < LongestLine) line.Append(c);
            return;
        }

        string text = line.ToString().TrimEnd();
        line.Clear();
        if (text.Length == 0) return;
        lock (_lines)
        {
            _lines.Enqueue(text);
            if (_lines.Count > Kept) _lines.Dequeue();
        }

        tell(text);
    }
}
