using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Operators;

/// <summary>Other values of what is tuned, from the study's sampler: the tuner's only step.</summary>
/// <param name="name">Says which part of a study it is: <see cref="Alone"/>, <see cref="Joint"/> or <see cref="Again"/>.</param>
internal sealed class TuneOperator(string name) : Operator(name, new(1, 1))
{
    /// <summary>Tunes the seed prompt.</summary>
    public const string Alone = "tune";

    /// <summary>Tunes the best prompts together with all else.</summary>
    public const string Joint = "tune-jointly";

    /// <summary>Tunes what was found once more, nearby.</summary>
    public const string Again = "retune";

    private const ulong Key = 0x70E5;

    /// <summary>Stands in where the sampler's own suggestion was refused: it would suggest the same again.</summary>
    private static readonly RandomSampler InsteadOfRefused = new();

    public override bool Applies(ProposalContext context) => context.Tuning is not null;

    protected override Proposal? Propose(ProposalContext context)
    {
        var (space, sampler) = context.Tuning!.Value;
        var asked = new SamplerContext
        {
            Space = space.Space,
            History = TuningHistory.Of([.. context.History, .. context.Siblings], space),
            Number = context.Number,
            Study = context.Attempt == 0 ? context.StudyRandom.Fork(Key) : context.StudyRandom.Fork(Key, (ulong)context.Attempt),
        };
        var suggestion = (context.Attempt == 0 ? sampler : InsteadOfRefused).Suggest(asked);
        return new(space.At(suggestion.Configuration), suggestion.Configuration.ToString())
        {
            Tuned = new Tuned(space.Stored(suggestion.Configuration), suggestion.Source),
            Parent = space.TrialOf(suggestion.Configuration),
        };
    }
}
