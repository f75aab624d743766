using System.CommandLine;
using PromptOpt.Search;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt tune TASK</c>: a study of how the seed prompt is asked, with its words as they are.</summary>
internal sealed class TuneCommand : Command
{
    private readonly Option<TuningPreset?> _preset = OptionFactory.Member<TuningPreset>("--preset", "Knobs to tune and their ranges. Default: the task's, or what suits it.");
    private readonly Option<string?> _knobs = OptionFactory.Text("--knobs", $"The only knobs to tune, parted by commas. Out of {string.Join(", ", TuningSpec.KnobNames)}.", "A,B");
    private readonly Option<string?> _sampler = OptionFactory.Choice("--sampler", $"Who suggests values. Default: the task's, or {TuningSpec.DefaultSampler}.", [.. TuningSpec.SamplerNames]);
    private readonly Option<Ablations?> _without = OptionFactory.Flags<Ablations>("--without", "Parts to switch off, to see what they are worth.");
    private readonly AdviserOptions _adviser = new();
    private readonly SingleStudyOptions _study = new();

    /// <summary>Declares the command.</summary>
    public TuneCommand(CommandContext context)
        : base("tune", "Find better decoding parameters, reasoning budget and votes for a task's prompt, and test them against the prompt as it is.")
    {
        _study.AddTo(this, [_preset, _knobs, _sampler, .. _adviser.All, _without]);
        SetAction((parsed, cancellationToken) => _study.RunAsync(context, parsed, Read(parsed), cancellationToken));
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
        },
        Without = parsed.GetValue(_without) ?? Ablations.None,
    };
}
