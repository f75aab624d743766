using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt transfer STUDY[:TRIAL] ...</c>: prompts of studies on several models.</summary>
internal sealed class TransferCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string[]> _prompts = new("STUDY") { Description = "Prompts to run: STUDY for the best trial of a study, STUDY:TRIAL for another one; trial 1 is the seed prompt.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _models = OptionFactory.Text("--models", "GGUF files, or names below models/, parted by commas. Default: the one of --model.", "A,B");
    private readonly Option<string?> _split = OptionFactory.Choice("--split", "Rows to run them on. Default: validation.", "validation", "test");
    private readonly Option<int?> _rows = OptionFactory.Integer("--rows", "First rows of the split to use, at least 10. Default: all.", 10);
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with the test rows, instead of the studies' own.", "FILE");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly EngineOptions _engine = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public TransferCommand(CommandContext context)
        : base("transfer", "Run prompts of studies on several models, on the same rows, to see whether what is best on one is best on another.")
    {
        _context = context;
        Arguments.Add(_prompts);
        foreach (var option in new Option[] { _models, _split, _rows, _test, _results }) Options.Add(option);
        _engine.AddTo(this);
        _cache.AddTo(this);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _context.Locations;
        string[] given = parsed.GetValue(_models)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (given.Length > 0 && _engine.Model(parsed) is not null) throw new BadInputException("give --models or --model, not both");
        string[] models = given.Length == 0 ? [places.Model(_engine.Model(parsed))] : [.. given.Select(model => places.Model(model, "--models"))];
        if (models.Distinct(StringComparer.Ordinal).Count() < models.Length) throw new BadInputException("--models: a model is named twice");
        var request = new TransferRequest
        {
            Prompts = [.. parsed.GetRequiredValue(_prompts).Select(ReadPrompt)],
            Models = models,
            Split = parsed.GetValue(_split) == "test" ? Phase.Test : Phase.Validation,
            Rows = parsed.GetValue(_rows),
            TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
            ResultsRoot = places.Results(parsed.GetValue(_results)),
            Engine = _engine.Read(parsed, new()) with { Cache = _cache.Read(parsed, new(), places) },
        };
        return new TransferRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }

    private static (string Study, int? Trial) ReadPrompt(string text)
    {
        if (text.Split(':', 2) is not [var study, var number]) return (text, null);
        return int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int trial) && trial > 0
            ? (study, trial)
            : throw new BadInputException($"'{text}': behind the colon stands the number of a trial, from 1");
    }
}
