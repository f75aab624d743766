using PromptOpt.Search.Objectives;
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
        Trial[] trials = [.. context.History, .. context.Siblings];
        var asked = new SamplerContext
        {
            Space = space.Space,
            History = ObjectiveHistory.Of(TuningHistory.Of(trials, space.Space), trials, context.Order),
            Number = context.Number,
            Study = context.Attempt == 0 ? context.StudyRandom.Fork(Key) : context.StudyRandom.Fork(Key, (ulong)context.Attempt),
        };
        var (suggestion, note) = CheapStart.Of((context.Attempt == 0 ? sampler : InsteadOfRefused).Suggest(asked), space, context);
        return new(space.At(suggestion.Configuration), suggestion.Configuration.ToString())
        {
            Tuned = new Tuned(suggestion.Configuration.Values, suggestion.Source) { Note = note },
        };
    }
}
