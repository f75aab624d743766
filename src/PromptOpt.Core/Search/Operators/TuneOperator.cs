using PromptOpt.Search.Advising;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Search.Operators;

/// <summary>Other values of what is tuned, from the study's sampler: the tuner's only step.</summary>
/// <param name="name">Says which part of a study it is: <see cref="Alone"/>, <see cref="Joint"/> or <see cref="Again"/>.</param>
internal sealed class TuneOperator(string name) : IOperator
{
    /// <summary>Tunes the seed prompt.</summary>
    public const string Alone = "tune";

    /// <summary>Tunes the best prompts together with all else.</summary>
    public const string Joint = "tune-jointly";

    /// <summary>Tunes what was found once more, nearby.</summary>
    public const string Again = "retune";

    private const ulong Key = 0x70E5;

    public string Name => name;

    public OperatorPrior Prior => new(1, 1);

    public Novelty Novelty => Novelty.Candidate;

    public bool Applies(ProposalContext context) => context.Tuning is not null;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var tuning = context.Tuning!;
        var space = tuning.Space;
        Trial[] trials = [.. context.History, .. context.Siblings];
        var asked = new SamplerContext
        {
            Space = space.Space,
            History = ObjectiveHistory.Of(TuningHistory.Of(trials, space), trials, context.Order),
            Number = context.Number,
            Study = context.Attempt == 0 ? context.StudyRandom.Fork(Key) : context.StudyRandom.Fork(Key, (ulong)context.Attempt),
        };
        if (context.Costs is { } costs) asked = costs.Knowing(asked, space, context.History);
        var suggested = context.Attempt == 0 ? await tuning.SuggestAsync(asked, context.Ask, cancellationToken) : tuning.InsteadOfRefused(asked, context.Attempt);
        var (suggestion, note) = CheapStart.Of(Affordable(suggested, asked, context), asked, space, context);
        var stored = space.Stored(suggestion.Configuration);
        return new(space.At(suggestion.Configuration), suggestion.Configuration.ToString())
        {
            Tuned = new Tuned(stored, suggestion.Source)
            {
                Note = note.Length > 0 ? note : GuardMemo.Read(suggestion.Memo, context.Number)?.Reason ?? "",
                Memo = suggestion.Memo.Length > 0 ? suggestion.Memo : null,
                Fidelity = suggestion.IsRung ? suggestion.Fidelity : null,
                Continues = suggestion.IsRung ? TuningHistory.Begun(context.History, new(stored), suggestion.Fidelity) : null,
            },
            Parent = space.TrialOf(suggestion.Configuration),
        };
    }

    /// <summary>The suggestion, or where it is not expected to fit into what is left of the budget, one that is. What a bracket asks for is a part of the rows, and left alone.</summary>
    /// <exception cref="BudgetSpentException">Nothing new fits beside what is expected of trials of the level, if there are any.</exception>
    private static Suggestion Affordable(Suggestion suggested, SamplerContext asked, ProposalContext context)
    {
        if (asked.Costs is not { } costs || suggested.IsRung || IsRunnable(suggested)) return suggested;
        var other = StudyTuning.Anything.Suggest(asked.WithinBudget());
        if (IsRunnable(other)) return other;
        if (!asked.IsNew(StudyTuning.Anything.Suggest(asked).Configuration)) return suggested; // the space is used up
        if (context.Siblings.All(trial => trial.State != TrialState.Waiting)) context.Note("Tuning ends: nothing that was not tried is expected to fit into what is left of the budget.");
        throw new BudgetSpentException("what is left fits no trial");

        bool IsRunnable(Suggestion one) => asked.IsNew(one.Configuration) && costs.Fits(one.Configuration);
    }
}
