using PromptOpt.Search.Advising;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Search.Stages;

/// <summary>
/// Which stage a level belongs to, and who proposes its trials. All of it follows from stored trials of earlier levels, so a resumed study has the same stages: the session asks for level after level, whether or
/// not they were run before.
/// </summary>
internal sealed class StagedSearch
{
    private readonly SessionScope _scope;
    private readonly ProposalCheck _check;
    private readonly IReadOnlyList<SearchStage> _stages;
    private readonly TuningOf _tuning;
    private readonly BudgetShare _share;
    private CandidateSpace? _joint;
    private int _stage;
    private int _firstLevel;
    private bool _isEntered;

    /// <summary>Prepares the first stage.</summary>
    /// <param name="scope">The session's.</param>
    /// <param name="plan">The study's plan.</param>
    /// <param name="check">Looks at proposals.</param>
    /// <param name="tuning">Makes the space of a candidate.</param>
    public StagedSearch(SessionScope scope, SearchPlan plan, ProposalCheck check, TuningOf tuning)
    {
        (_scope, _check, _tuning, _share) = (scope, check, tuning, new(scope));
        _stages = plan.Strategy == Strategy.Joint ? JointStages.From(plan) : [new(plan, 1)];
        Proposer = new(scope, Plan, check);
        _isEntered = scope.Tuning is null;
    }

    /// <summary>Makes what is tuned about a candidate, and who suggests values.</summary>
    /// <param name="change">What the study's own wish is changed to.</param>
    /// <param name="context">What the knobs look at is changed to.</param>
    internal delegate StudyTuning TuningOf(Func<TuningSpec, TuningSpec> change, Func<KnobContext, KnobContext> context);

    /// <summary>The plan of the stage.</summary>
    public SearchPlan Plan => _stages[_stage].Plan;

    /// <summary>Proposes the stage's trials.</summary>
    public TrialProposer Proposer { get; private set; }

    /// <summary>Whether the stage tunes. Its levels are as wide as fits into the budget: what does not fit beside what runs waits for the next level.</summary>
    public bool Tunes => _stage > 0 || _scope.Tuning is not null;

    /// <summary>Whether no other stage follows.</summary>
    public bool IsLast => _stage == _stages.Count - 1;

    /// <summary>Goes on to the next stage where the last one has used its share, or has nothing more to run. Asked once for each level, in order.</summary>
    /// <param name="level">The level that comes next.</param>
    /// <param name="ended">All trials of the levels before.</param>
    /// <returns>Numbers of the trials of the level; none if the limit on trials is reached.</returns>
    public int[] NumbersOf(int level, IReadOnlyCollection<Trial> ended)
    {
        while (!IsLast && level > 1 && IsOver(ended)) Next(level);
        int most = _scope.Study.Budget.Trials ?? int.MaxValue;
        return Tunes ? Plan.NumbersFrom(ended.Select(trial => trial.Number).DefaultIfEmpty().Max() + 1, level, most) : Plan.NumbersOf(level, most);
    }

    /// <summary>Makes what a stage tunes, on its first level.</summary>
    /// <param name="level">The level that comes next.</param>
    /// <param name="trials">All trials of the levels before, and those of the level that are stored.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False if no stage that is left has anything to tune.</returns>
    public async Task<bool> TryEnterAsync(int level, IReadOnlyCollection<Trial> trials, CancellationToken cancellationToken)
    {
        while (!_isEntered && level > 0)
        {
            try
            {
                var tuning = _stage == 0 ? await AloneAsync(level, trials, cancellationToken)
                    : Plan.Operators![0] == TuneOperator.Joint ? await JointlyAsync(level, trials, cancellationToken)
                    : Again(level, trials);
                Proposer = new(_scope with { Tuning = tuning }, Plan, _check);
                _isEntered = true;
            }
            catch (BadInputException nothing) when (_stage > 0)
            {
                _scope.Reporter.Note($"{Plan.Operators![0]} is left out: {nothing.Message}");
                if (IsLast) return false;
                Next(level);
            }
        }

        return true;
    }

    private void Next(int level) => (_stage, _firstLevel, _isEntered) = (_stage + 1, level, false);

    private bool IsOver(IReadOnlyCollection<Trial> ended)
    {
        var own = ended.Where(trial => trial.Level >= Math.Max(1, _firstLevel)).ToArray();
        return own.Length > 0 && (_share.Of(ended) >= _stages[_stage].UpTo || SearchEnd.HasNothingToRun(own, own.Max(trial => trial.Level)));
    }

    /// <summary>Tunes the seed prompt, or given ones.</summary>
    private async Task<StudyTuning> AloneAsync(int level, IReadOnlyCollection<Trial> trials, CancellationToken cancellationToken)
    {
        var tuning = _scope.Tuning!;
        var seed = trials.First(trial => trial.Number == 1);
        var starts = await new StudyStarts(_scope).OfAsync(tuning.Space, new("seed", seed.Candidate, seed.Number), cancellationToken);
        return tuning with { Start = Beginning(level, trials, starts) };
    }

    private static PlannedStarts? Beginning(int level, IReadOnlyCollection<Trial> trials, IReadOnlyList<Suggestion> starts) =>
        starts.Count == 0 ? null : new(trials.Where(trial => trial.Level < level).Max(trial => trial.Number) + 1, starts);

    private async Task<StudyTuning> JointlyAsync(int level, IReadOnlyCollection<Trial> trials, CancellationToken cancellationToken)
    {
        var within = BestPrompts.Of(
            trials.Where(trial => trial.Level < level), trial => _scope.ValidationRollouts(trial.Number), rollout => _scope.Rules.AdjustedScore(rollout) ?? 0, _scope.RaceRows, _scope.Order.Objective);
        var pool = PromptPool.Of(within, JointStages.MostPrompts);
        string names = string.Join(", ", pool.Prompts.Select(prompt => prompt.Name));
        _scope.Reporter.Note($"From level {level} on, the {(pool.Prompts.Count == 1 ? $"prompt of {names} is" : $"prompts of {names} are")} tuned together with all else.");
        var tuning = _tuning(
            spec => spec.AmongPrompts(),
            context => context with { Base = pool.Prompts[0].Candidate, Pool = pool, Trial = pool.Prompts[0].Trial });
        foreach (string note in tuning.Notes) _scope.Reporter.Note(note);
        _joint = tuning.Space;
        var starts = await new StudyStarts(_scope).OfAsync(tuning.Space, pool.Prompts[0], cancellationToken);
        return tuning with { Start = Beginning(level, trials, starts) };
    }

    private StudyTuning Again(int level, IReadOnlyCollection<Trial> trials)
    {
        var winner = Winner(level, trials);
        var settled = TuningHistory.Settled(winner);
        var space = _tuning(spec => spec, context => context with { Base = settled }).Space;
        var at = _joint?.Find(settled);
        var near = Neighbourhood.Of(space.Space, space.Space.Default);
        _scope.Reporter.Note($"From level {level} on, what lies near trial {winner.Number} is tuned.");
        return _tuning(
            spec => spec with { Knobs = near, Only = [.. near.Select(knob => knob.Name)] },
            context => context with { Base = settled, Trial = winner.Number, Fixed = at?.Values ?? new Dictionary<string, ParameterValue>() });
    }

    /// <summary>The best trial when the stage began. Its rows may have become more since, so where the stage has begun, its own trials tell.</summary>
    private Trial Winner(int level, IReadOnlyCollection<Trial> trials)
    {
        var began = trials.Where(trial => trial.Level == level && trial.Tuned is not null).OrderBy(trial => trial.Number).FirstOrDefault();
        return began is null ? _scope.Order.Ranked(trials.Where(trial => trial.Level < level))[0] : trials.First(trial => trial.Number == began.Parent);
    }
}
