using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt compare TASK</c>: several strategies on one task.</summary>
internal sealed class CompareCommand : Command
{
    private const int DefaultSeeds = 5;

    private readonly CommandContext _context;
    private readonly Option<Strategy[]?> _strategies = OptionFactory.Members<Strategy>("--strategies", "Strategies to compare; the others are compared with the first one.");
    private readonly Option<int?> _seeds = OptionFactory.Integer("--seeds", "Studies of each strategy, 1 to 100, with a seed each. Default: 5.", 1, 100);
    private readonly Option<long?> _seed = OptionFactory.Long("--seed", "First seed, at least 0; the others follow it. Default: 1.", 0);
    private readonly Option<string?> _split = OptionFactory.Choice("--split", "Rows to compare the choices on. Default: test. Validation leaves the test rows untouched, but flatters.", "validation", "test");
    private readonly Option<string?> _name = OptionFactory.Text("--name", "Name of the comparison; its folder is results/NAME. Default: TASK-compare.", "NAME");
    private readonly GridOptions _grid = new();
    private readonly StudyOptions _study = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public CompareCommand(CommandContext context)
        : base("compare", "Find out which strategy is worth its tokens on a task: several seeds each, equal budgets, one test.")
    {
        _context = context;
        _strategies.Required = true;
        _study.AddTo(this, [_strategies, _seeds, _seed, _split, _name], [.. _grid.All]);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CompareRequest
        {
            Common = _study.Read(parsed, _context.Locations, new() { Seed = parsed.GetValue(_seed) ?? new SessionOptions().Seed, Grid = _grid.Read(parsed, _context.Locations), LeaveTest = true }),
            Name = parsed.GetValue(_name),
            Strategies = parsed.GetValue(_strategies) ?? [],
            Seeds = parsed.GetValue(_seeds) ?? DefaultSeeds,
            Split = parsed.GetValue(_split) == "validation" ? Phase.Validation : Phase.Test,
            CommandLine = $"promptopt {string.Join(' ', parsed.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value))}",
        };
        return new ComparisonRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }
}
