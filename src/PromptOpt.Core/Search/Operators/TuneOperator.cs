using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Search.Operators;

/// <summary>Other values of what is tuned, from the study's sampler: the tuner's only step.</summary>
internal sealed class TuneOperator : IOperator
{
    private const ulong Key = 0x70E5;

    /// <summary>Stands in where the sampler's own suggestion was refused: it would suggest the same again.</summary>
    private static readonly RandomSampler InsteadOfRefused = new();

    public string Name => "tune";

    public OperatorPrior Prior => new(1, 1);

    public Novelty Novelty => Novelty.Candidate;

    public bool Applies(ProposalContext context) => context.Tuning is not null;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
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
        var suggested = context.Attempt == 0 ? await sampler.SuggestAsync(asked, context.Ask, cancellationToken) : InsteadOfRefused.Suggest(asked);
        var (suggestion, note) = CheapStart.Of(suggested, space, context);
        return new(space.At(suggestion.Configuration), suggestion.Configuration.ToString())
        {
            Tuned = new Tuned(suggestion.Configuration.Values, suggestion.Source)
            {
                Note = note.Length > 0 ? note : GuardMemo.Read(suggestion.Memo, context.Number)?.Reason ?? "",
                Memo = suggestion.Memo.Length > 0 ? suggestion.Memo : null,
            },
        };
    }
}
