using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Operators;

/// <summary>Other values of what is tuned, from the study's sampler: the tuner's only step.</summary>
internal sealed class TuneOperator() : Operator("tune", new(1, 1))
{
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
            History = TuningHistory.Of([.. context.History, .. context.Siblings], space.Space),
            Number = context.Number,
            Study = context.Attempt == 0 ? context.StudyRandom.Fork(Key) : context.StudyRandom.Fork(Key, (ulong)context.Attempt),
        };
        var suggestion = (context.Attempt == 0 ? sampler : InsteadOfRefused).Suggest(asked);
        return new(space.At(suggestion.Configuration), suggestion.Configuration.ToString())
        {
            Tuned = new Tuned(suggestion.Configuration.Values, suggestion.Source)
            {
                Fidelity = suggestion.IsRung ? suggestion.Fidelity : null,
                Continues = suggestion.IsRung ? TuningHistory.Begun(context.History, suggestion.Configuration, suggestion.Fidelity) : null,
            },
        };
    }
}
