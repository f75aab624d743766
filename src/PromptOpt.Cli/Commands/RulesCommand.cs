using System.CommandLine;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt rules check|test|stats</c>: the feedback rules that people write. No model is needed.</summary>
internal sealed class RulesCommand : Command
{
    /// <summary>Declares the command.</summary>
    public RulesCommand(CommandContext context)
        : base("rules", "Check feedback rules, try them on what a study has stored, or see what they found in it.")
    {
        Subcommands.Add(new RulesCheckCommand(context));
        Subcommands.Add(new RulesTestCommand(context));
        Subcommands.Add(new RulesStatsCommand(context));
    }
}
