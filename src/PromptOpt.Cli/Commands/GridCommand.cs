using System.CommandLine;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt grid effects</c>: what the slots of a grid do, from a stored study. No model is needed.</summary>
internal sealed class GridCommand : Command
{
    /// <summary>Declares the command.</summary>
    public GridCommand(CommandContext context)
        : base("grid", "See what the options of a grid of prompts do to the score.") => Subcommands.Add(new GridEffectsCommand(context));
}
