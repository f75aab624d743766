using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt tune TASK</c>: a study of how the seed prompt is asked, with its words as they are.</summary>
internal sealed class TuneCommand : Command
{
    private const int MostPrompts = 8, DefaultPrompts = 4;

    private readonly Option<TuningPreset?> _preset = OptionFactory.Member<TuningPreset>("--preset", "Knobs to tune and their ranges. Default: the task's, or what suits it.");
    private readonly Option<string?> _knobs = OptionFactory.Text("--knobs", $"The only knobs to tune, parted by commas. Out of {string.Join(", ", TuningSpec.KnobNames)}.", "A,B");
    private readonly Option<string?> _sampler = OptionFactory.Choice("--sampler", $"Who suggests values. Default: the task's, or {TuningSpec.DefaultSampler}.", [.. TuningSpec.SamplerNames]);
    private readonly Option<Ablations?> _without = OptionFactory.Flags<Ablations>("--without", "Parts to switch off, to see what they are worth.");
    private readonly AdviserOptions _adviser = new();
    private readonly Option<string?> _from = OptionFactory.Text("--from", "A finished study of the same task whose best prompts are tuned beside the seed prompt, as a further knob.", "STUDY");
    private readonly Option<int?> _best = OptionFactory.Integer("--best", $"Most prompts of --from, 1 to {MostPrompts}. Default: {DefaultPrompts}.", 1, MostPrompts);
    private readonly Option<bool> _entropyStart = OptionFactory.Switch("--entropy-start", "Try first the temperatures that the entropy of answers to a few train rows points at (56 calls). Default: the task's, or not.");
    private readonly SingleStudyOptions _study = new();

    /// <summary>Declares the command.</summary>
    public TuneCommand(CommandContext context)
        : base("tune", "Find better decoding parameters, reasoning budget and votes for a task's prompt, and test them against the prompt as it is.")
    {
        _study.AddTo(this, [_preset, _knobs, _sampler, .. _adviser.All, _from, _best, _entropyStart, _without]);
        SetAction((parsed, cancellationToken) => _study.RunAsync(context, parsed, Read(parsed), cancellationToken, From(parsed)));
    }

    private PromptsFrom? From(ParseResult parsed)
    {
        if (parsed.GetValue(_from) is { } study) return new(study, parsed.GetValue(_best) ?? DefaultPrompts);
        return parsed.GetValue(_best) is null ? null : throw new BadInputException("--best needs --from: the study whose best prompts are tuned");
    }

    private SessionOptions Read(ParseResult parsed) => new()
    {
        Strategy = Strategy.Tune,
        Tuning = new()
        {
            Preset = parsed.GetValue(_preset),
            Only = parsed.GetValue(_knobs)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Sampler = parsed.GetValue(_sampler),
            Adviser = _adviser.Read(parsed),
            EntropyStart = parsed.GetValue(_entropyStart) ? true : null,
        },
        Without = parsed.GetValue(_without) ?? Ablations.None,
    };
}
