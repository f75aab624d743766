using System.CommandLine;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt cache stats|clear</c>: the remembered responses.</summary>
internal sealed class CacheCommand : Command
{
    /// <summary>Declares the command.</summary>
    public CacheCommand(CommandContext context)
        : base("cache", "Look at remembered responses, or remove them.")
    {
        Subcommands.Add(new CacheStatsCommand(context));
        Subcommands.Add(new CacheClearCommand(context));
    }
}
