using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning;

namespace PromptOpt.Search.Operators;

/// <summary>Other decoding parameters for written answers, from the sampler.</summary>
internal sealed class DecodingOperator(ISampler sampler) : Operator(OperatorName, new(1, 3))
{
    /// <summary>Its name.</summary>
    public const string OperatorName = "decoding";

    public override bool Applies(ProposalContext context) => context.Base.Mode == AnswerMode.Free && context.Task.Search.Decoding.Count > 0;

    protected override Proposal? Propose(ProposalContext context)
    {
        var suggestion = sampler.Suggest(new()
        {
            Space = DecodingSpace.Of(context.Task.Search.Decoding, context.Task.Seed.Decoding),
            History = [.. context.History.Where(trial => trial.Operator == Name).Select(trial => Observe(context, trial))],
            Number = context.History.Count == 0 ? 1 : context.History.Max(trial => trial.Number) + 1,
            Study = context.StudyRandom,
        });
        var decoding = DecodingSpace.Set(context.Base.Decoding, suggestion.Configuration);
        return new(context.Base with { Decoding = decoding }, DecodingText.Describe(decoding));
    }

    private Observation Observe(ProposalContext context, Trial trial) => new()
    {
        Number = trial.Number,
        Configuration = DecodingSpace.Read(context.Task.Search.Decoding, trial.Candidate.Decoding),
        State = trial.State switch
        {
            TrialState.Failed => ObservationState.Failed,
            _ when trial.Lead is null => ObservationState.Pending,
            _ => ObservationState.Complete,
        },
        Value = trial.Lead ?? 0,
        Source = sampler.Name,
    };
}
