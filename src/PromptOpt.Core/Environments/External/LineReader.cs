namespace PromptOpt.Environments.External;

/// <summary>Reads lines as bytes and never keeps more than one line and one read.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="most">Longest line in bytes.</param>
internal sealed class LineReader(Stream stream, int most)
{
    private const byte LineEnd = (byte)'\n';
    private byte[] _buffer = new byte[16 * 1024];
    private int _start, _scanned, _end;

    /// <summary>The next line without its end; null at the end of the stream, where an unfinished line is dropped. Valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf(LineEnd);
            if (length >= 0) return Take(_scanned + length);
            _scanned = _end;
            if (_end - _start > most) throw new InvalidDataException();
            MakeRoom();
            int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0) return null;
            _end += count;
        }
    }

    private ReadOnlyMemory<byte> Take(int lineEnd)
    {
        var line = _buffer.AsMemory(_start, lineEnd - _start);
        _start = _scanned = lineEnd + 1;
        if (line.Length > most) throw new InvalidDataException();
        return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) return;
        int length = _end - _start;
        byte[] target = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        (_buffer, _start, _scanned, _end) = (target, 0, length, length);
    }
}
