using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>Counts a look of a command at a test set.</summary>
internal static class TestUse
{
    /// <summary>Counts it; called before the rows are seen, so that a cancelled look counts too.</summary>
    /// <param name="context">The process and the product.</param>
    /// <param name="resultsRoot">Folder of all studies.</param>
    /// <param name="data">The rows.</param>
    /// <param name="command">Name of the command.</param>
    /// <returns>Looks so far, this one included.</returns>
    public static int Count(CommandContext context, string resultsRoot, TaskData data, string command)
    {
        var now = context.Host.Time.GetUtcNow();
        return context.Backend.OpenLedger(resultsRoot).Record(data.TestFingerprint, $"{command} {now:yyyyMMddHHmmssfff}-{Environment.ProcessId}", now);
    }
}
