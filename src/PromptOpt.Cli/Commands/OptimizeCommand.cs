using System.CommandLine;
using PromptOpt.Search;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt optimize TASK</c>: a new study.</summary>
internal sealed class OptimizeCommand : Command
{
    private readonly Option<Strategy?> _strategy = OptionFactory.Member<Strategy>("--strategy", "How to search, taken as it is. Default: the task's, or standard for datasets and small for multi-step tasks.", "--preset");
    private readonly Option<ParentSelection?> _parents = OptionFactory.Member<ParentSelection>("--parent-selection", "How parents are chosen. Default: the task's, or the strategy's.");
    private readonly Option<Ablations?> _without = OptionFactory.Flags<Ablations>("--without", "Parts to switch off, to see what they are worth.");
    private readonly AdviserOptions _adviser = new();
    private readonly GridOptions _grid = new();
    private readonly SingleStudyOptions _study = new();

    /// <summary>Declares the command.</summary>
    public OptimizeCommand(CommandContext context)
        : base("optimize", "Find a better prompt and decoding parameters for a task, and test them against the seed prompt.")
    {
        _study.AddTo(this, [_strategy, _parents, _without, .. _adviser.All, .. _grid.All]);
        SetAction((parsed, cancellationToken) => _study.RunAsync(context, parsed, Read(parsed, context.Locations), cancellationToken));
    }

    private SessionOptions Read(ParseResult parsed, Locations places) => new()
    {
        Strategy = parsed.GetValue(_strategy),
        ParentSelection = parsed.GetValue(_parents),
        Without = parsed.GetValue(_without) ?? Ablations.None,
        Tuning = _adviser.Read(parsed) is { } adviser ? new() { Adviser = adviser } : null,
        Grid = _grid.Read(parsed, places),
    };
}
