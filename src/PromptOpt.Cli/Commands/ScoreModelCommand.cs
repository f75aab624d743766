using System.CommandLine;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt score-model evaluate|explain</c>: the learned score model on a stored study. No model is needed.</summary>
internal sealed class ScoreModelCommand : Command
{
    /// <summary>Declares the command.</summary>
    public ScoreModelCommand(CommandContext context)
        : base("score-model", "See how well a learned score model predicts the trials of a study, and what moves its predictions.")
    {
        Subcommands.Add(new ScoreModelEvaluateCommand(context));
        Subcommands.Add(new ScoreModelExplainCommand(context));
    }
}
