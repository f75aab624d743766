using PromptOpt.Cli.Printing;
using PromptOpt.Downloads;

namespace PromptOpt.Cli.Display;

/// <summary>A line at the start, one for every tenth, one for every trouble. For pipes and logs.</summary>
/// <param name="writer">Where to.</param>
/// <param name="name">What is downloaded.</param>
internal sealed class PlainTransfer(TextWriter writer, string name) : TransferDisplay
{
    private long _tenths = -1;

    /// <inheritdoc/>
    public override void Report(DownloadProgress value)
    {
        switch (value.Stage)
        {
            case DownloadStage.Waiting:
                writer.WriteLine($"note: {Format.OneLine(value.Trouble)}; trying again");
                break;
            case DownloadStage.Checking:
                writer.WriteLine($"checking {name}");
                break;
            case DownloadStage.Receiving when _tenths < 0:
                _tenths = Tenths(value);
                var from = value.Received > 0 ? $", going on at {Format.Bytes(value.Received)}" : "";
                writer.WriteLine($"pulling {name}{(value.Total is { } total ? $", {Format.Bytes(total)}" : "")}{from}");
                break;
            case DownloadStage.Receiving when Tenths(value) > _tenths:
                _tenths = Tenths(value);
                writer.WriteLine($"{_tenths * 10,3} %  {Format.Bytes(value.Received)}");
                break;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private static long Tenths(DownloadProgress value) => value.Total is > 0 and var total ? value.Received * 10 / total : 0;
}
