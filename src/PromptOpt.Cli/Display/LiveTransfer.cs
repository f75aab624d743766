using PromptOpt.Cli.Printing;
using PromptOpt.Downloads;

namespace PromptOpt.Cli.Display;

/// <summary>One line on stderr that is written again in place, at most some times a second.</summary>
/// <param name="host">The terminal.</param>
/// <param name="name">What is downloaded.</param>
internal sealed class LiveTransfer(CliHost host, string name) : TransferDisplay
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(170);

    private long? _begun;
    private long _drawn;
    private long _bytesAtBegin;
    private bool _hasLine;

    /// <inheritdoc/>
    public override void Report(DownloadProgress value)
    {
        var now = host.Time.GetTimestamp();
        if (_begun is null) (_begun, _bytesAtBegin) = (now, value.Received);
        else if (value.Stage == DownloadStage.Receiving && value.Received != value.Total && host.Time.GetElapsedTime(_drawn, now) < Period) return;
        _drawn = now;
        Draw(value.Stage switch
        {
            DownloadStage.Waiting => $"{name}  {Format.OneLine(value.Trouble)}; trying again",
            DownloadStage.Checking => $"{name}  checking",
            _ => Line(value, host.Time.GetElapsedTime(_begun.Value, now), value.Received - _bytesAtBegin),
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_hasLine) host.Error.WriteLine();
        _hasLine = false;
    }

    /// <summary>The line for a state.</summary>
    /// <param name="value">The state.</param>
    /// <param name="elapsed">Time since the display began.</param>
    /// <param name="received">Bytes received in that time.</param>
    internal string Line(DownloadProgress value, TimeSpan elapsed, long received)
    {
        var speed = elapsed > TimeSpan.Zero ? received / elapsed.TotalSeconds : 0;
        var rate = speed > 0 ? $"  {Format.Bytes((long)speed)}/s" : "";
        if (value.Total is not (> 0 and { } total)) return $"{name}  {Format.Bytes(value.Received)}{rate}";
        var left = speed > 0 ? $"  ETA {Format.Time(TimeSpan.FromSeconds((total - value.Received) / speed))}" : "";
        return $"{name}  {100 * value.Received / total,3} %  {Format.Bytes(value.Received)} of {Format.Bytes(total)}{rate}{left}";
    }

    private void Draw(string text)
    {
        host.Error.Write($"\r{Format.Cut(text, host.TerminalSize().Width - 1)}\e[K");
        _hasLine = true;
    }
}
