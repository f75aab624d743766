using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Budgeting;
using PromptOpt.Search.Objectives;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Makes the candidate of a trial: parent, operator, proposal, check, and where a score model is on its screening; again until one passes.</summary>
internal sealed class TrialProposer(SessionScope scope, SearchPlan plan, ProposalCheck check)
{
    /// <summary>Stands for the operator of a trial that nothing was proposed for.</summary>
    public const string NoOperator = "none";

    /// <summary>The first wave of what is tuned beside trials of its level. Where it has to wait for them, it is asked for again as the first trial of the next level, of what is known then, and must not be given the old answers.</summary>
    private const int BesideOthers = 1024;

    private const int MostAttempts = 16;

    /// <summary>Attempts on a trial's own parent, before another one of the level is taken instead.</summary>
    private const int AttemptsPerParent = 8;

    /// <summary>The first trials after the seed prompt are plain first tries.</summary>
    private static readonly int LastFirstTry = 1 + Operators.FirstTryOperator.Count;

    private readonly IReadOnlyList<IOperator> _operators = OperatorSet.Named(plan.Operators ?? OperatorSet.Suited(plan.Strategy, scope.Task));

    private readonly KnownTooDear? _tooDear = new CostPruner(scope.Order.Objective) is { Limits: true } pruner ? new(pruner, trial => [.. scope.ValidationRollouts(trial)], scope.RaceRows) : null;

    private readonly StudyCosts? _costs = StudyCosts.Of(scope, plan);

    private readonly ProposalScreens _screens = new(scope, plan);

    private (int Level, IReadOnlyList<Trial> Of) _parents = (0, []);

    /// <summary>Proposes.</summary>
    /// <param name="number">Number of the trial.</param>
    /// <param name="level">Its level, from 1.</param>
    /// <param name="history">Ended trials of earlier levels, with at least one complete.</param>
    /// <param name="siblings">Trials of the same level proposed before this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A waiting trial, or a failed one if nothing passed the checks.</returns>
    /// <exception cref="BudgetSpentException">The writing model's calls no longer fit.</exception>
    public async Task<Trial> ProposeAsync(
        int number, int level, IReadOnlyList<Trial> history, IReadOnlyList<Trial> siblings, CancellationToken cancellationToken)
    {
        int waves = scope.Tuning is not null && siblings.Count > 0 ? BesideOthers : 0;
        string refusal = "no operator had anything to offer";
        Trial parent = history[0];
        int best = scope.Order.Ranked(history)[0].Number;
        if (_parents.Level != level) _parents = (level, plan.ParentsOf(level, history, scope.RaceScores, scope.Random, scope.Order));
        var parents = _parents.Of;
        var screening = _screens.Of(number, level, history);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            var random = scope.Random.Fork((ulong)number, (ulong)attempt);
            int turn = plan.TurnOf(number, level) + attempt / AttemptsPerParent;
            parent = parents.Count > 0 ? parents[turn % parents.Count] : Parent(number, history, random);
            Task<Wave> AskWave(IReadOnlyList<PlannedCall> calls, CancellationToken stop) => AskAsync(number, waves++, calls, best, stop);
            Task<Wave> Ask(IReadOnlyList<PlannedCall> calls) => AskWave(calls, cancellationToken);
            var writer = new PromptWriter(scope.Models, random.NextBits(), (_, calls) => Ask(calls));
            var context = Context(number, parent, history, random, writer) with
            {
                Attempt = attempt,
                Parents = parents,
                Siblings = plan.ChildrenPerParent is null && scope.Tuning is null && scope.Grid is null ? [] : siblings,
                Ask = AskWave,
                EmbedTrain = candidate => EmbedTrainAsync(candidate, Ask),
            };
            var chosen = OperatorBandit.Rank(_operators, history, random).Where(o => o.Applies(context))
                .OrderByDescending(o => number <= LastFirstTry && o.Name == Operators.FirstTryOperator.OperatorName).FirstOrDefault();
            if (chosen is null) continue;
            Proposal? proposal;
            try
            {
                proposal = await chosen.ProposeAsync(context, cancellationToken);
            }
            catch (PromptTooLongException tooLong)
            {
                refusal = $"the request of {chosen.Name} does not fit the model that writes: {tooLong.Message}";
                continue; // a shorter parent or another operator may fit
            }

            if (proposal is null) continue;
            var from = proposal.Parent > 0 ? history.First(trial => trial.Number == proposal.Parent) : parent;
            refusal = Refusal(proposal, from == parent ? context.Base : from.Candidate, history, siblings.Concat(screening?.Rejected ?? []), chosen.Novelty);
            if (refusal.Length > 0) continue;
            var made = Make(number, level, from, chosen.Name, proposal);
            if ((screening is null ? made : screening.Add(made)) is { } passed) return passed;
        }

        return screening?.Choose() ?? Make(number, level, parent, NoOperator, new(parent.Candidate, "")) with
        {
            State = TrialState.Failed,
            Reason = $"no proposal passed the checks in {MostAttempts} attempts; the last: {refusal}",
        };
    }

    private FeedbackRecord? Record(Rollout rollout)
    {
        if (scope.Options.Without.HasFlag(Ablations.Rules)) return rollout.Score < 1 ? PlainFeedback.Of(rollout) : null;
        return scope.Rules.Advise(rollout) is { } advice ? new(rollout, advice) : null;
    }

    private Trial Parent(int number, IReadOnlyList<Trial> history, Statistics.SeededRandom random)
    {
        if (number <= 1 + Operators.FirstTryOperator.FromSeed) return history[0];
        return number <= LastFirstTry ? scope.Order.Ranked(history)[0] : ParentSelector.Select(scope.Order.Ranked(history), random);
    }

    /// <summary>Why a proposal is not run; empty if it is. What goes on with more rows is no repetition.</summary>
    private string Refusal(Proposal proposal, Candidate of, IReadOnlyList<Trial> history, IEnumerable<Trial> others, Novelty novelty) => proposal.Tuned?.Continues is not null
        ? check.Fits(proposal.Candidate) ?? ""
        : check.Refusal(proposal.Candidate, of, history.Concat(others), novelty) ?? _tooDear?.Refusal(proposal.Candidate, history) ?? "";

    private static Trial Make(int number, int level, Trial parent, string name, Proposal proposal) => new()
    {
        Number = number,
        Level = level,
        State = TrialState.Waiting,
        Candidate = proposal.Candidate,
        Operator = name,
        Parent = parent.Number,
        OtherParent = proposal.OtherParent,
        Tuned = proposal.Tuned,
        Change = proposal.Change,
    };

    private Task<Wave> AskAsync(int trial, int index, IReadOnlyList<PlannedCall> calls, int best, CancellationToken cancellationToken) =>
        scope.Waves.RunAsync(new(trial, Phase.Propose, index), calls, rollouts => new(rollouts), scope.TestTime(best), _ => { }, cancellationToken);

    private async Task<bool> EmbedTrainAsync(Candidate candidate, Func<IReadOnlyList<PlannedCall>, Task<Wave>> ask)
    {
        try
        {
            await ask(ExampleLookup.Create(candidate, scope.Data, scope.Models.Solver)!.Calls());
            return true;
        }
        catch (BudgetSpentException)
        {
            return false; // other operators need less
        }
    }

    private ProposalContext Context(int number, Trial parent, IReadOnlyList<Trial> history, Statistics.SeededRandom random, PromptWriter writer)
    {
        var rollouts = scope.TrainRollouts(parent.Number);
        return new()
        {
            Number = number,
            Tuning = scope.Tuning,
            Costs = _costs,
            Note = scope.Reporter.Note,
            Grid = scope.Grid,
            Task = scope.Task,
            Train = scope.TrainRows,
            Labels = scope.Data.Labels,
            // The seed prompt is evaluated as its author wrote it, uncalibrated; its children may choose.
            Base = parent is { Number: 1, Candidate.Mode: AnswerMode.Choice } ? parent.Candidate with { Calibration = null } : parent.Candidate,
            Parent = parent,
            Rollouts = rollouts,
            Records = [.. rollouts.Select(Record).OfType<FeedbackRecord>()],
            Gate = plan.GateOf(number, rollouts),
            Without = scope.Options.Without,
            RaceScores = scope.RaceScores,
            Order = scope.Order,
            TooDear = _tooDear,
            History = history,
            Capabilities = scope.Models.Solver.Capabilities,
            Fits = candidate => check.Fits(candidate) is null,
            Random = random,
            StudyRandom = scope.Random,
            Writer = writer,
            Library = scope.Library,
        };
    }
}
