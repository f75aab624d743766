using PromptOpt.Search.Stages;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Budgeting;

/// <summary>
/// What the trials of a tuner cost against the limits of the study. All of it follows from stored waves of trials whose levels are over, so that a resumed study decides alike: the time that this session has run is not asked.
/// </summary>
internal sealed class StudyCosts
{
    private const double Least = 1e-6; // what costs less than this counts as this, since logarithms are taken

    private readonly SessionScope _scope;
    private readonly BudgetShare _share;
    private readonly CandidateBounds _bounds;
    private readonly Dictionary<int, CandidateBound> _ended = [];
    private Level? _level;

    private StudyCosts(SessionScope scope, SearchPlan plan) => (_scope, _share, _bounds) = (scope, new(scope), new(scope, plan));

    /// <summary>That of a stage; null where nothing is tuned, nothing limits cost, or cost is switched off.</summary>
    /// <param name="scope">The session.</param>
    /// <param name="plan">How the stage is searched.</param>
    public static StudyCosts? Of(SessionScope scope, SearchPlan plan) =>
        scope.Tuning is null || scope.Study.Budget is { Calls: null, Tokens: null, Time: null } || scope.Options.Without.HasFlag(Ablations.CostAwareTuning) ? null : new(scope, plan);

    /// <summary>What a sampler is asked, with what is known of costs.</summary>
    /// <param name="asked">What it is asked.</param>
    /// <param name="space">What is tuned, the same at every call.</param>
    /// <param name="ended">All trials of the levels that are over.</param>
    public SamplerContext Knowing(SamplerContext asked, CandidateSpace space, IReadOnlyList<Trial> ended)
    {
        var level = _level?.Trials == ended.Count ? _level : _level = Read(ended);
        var history = asked.History.Select(o => level.Costs.TryGetValue(o.Number, out var costs) ? o with { Costs = costs } : o).ToArray();
        var budget = new TuningBudget([.. level.Limits.Select(limit => Limit(limit, space))], level.Weight);
        return asked with { History = history, Costs = new(asked.Space, history, budget) };
    }

    private Level Read(IReadOnlyList<Trial> ended)
    {
        var numbers = ended.Select(trial => trial.Number).ToHashSet();
        Wave[] waves = [.. _scope.Store.ReadWaves().Where(wave => wave.Key.Phase != Phase.Test && numbers.Contains(wave.Key.Trial))];
        var rows = StoredCosts.Of(ended, waves, _scope.Options.Lanes, _scope.IsUpToRaceEnd);
        StudyLimit[] limits = [.. Limits(ended, waves, rows)];
        var costs = ended.Where(trial => rows.ContainsKey(trial.Number)).ToDictionary(trial => trial.Number, trial => Costs(trial, rows[trial.Number], limits));
        return new(ended.Count, limits, costs, WeightOf(ended, limits, costs.Values));
    }

    private IEnumerable<StudyLimit> Limits(IReadOnlyList<Trial> ended, Wave[] waves, IReadOnlyDictionary<int, RowCosts> rows)
    {
        var limits = _share.LimitsOf(ended);
        var spent = Spending.Of(waves);
        var first = ended.First(trial => trial.Number == 1);
        var seed = BoundOf(first);
        CandidateBound[] tested = [.. ended.Where(trial => rows.ContainsKey(trial.Number)).Select(BoundOf)];
        int testRows = _scope.TestRows;
        if (limits.Calls is { } calls)
            yield return new(calls - spent.Calls, row => row.Calls, bound => bound.Calls, (bound, each) =>
                testRows * (Math.Max(bound.Calls, tested.Max(other => other.Calls)) - seed.Calls) + WaveOf(bound.Calls, each));
        if (limits.Tokens is { } tokens)
        {
            double test = (double)_scope.TestTokens(_scope.Evaluation(first.Candidate)) / seed.Tokens;
            yield return new(tokens - spent.Tokens, row => row.Tokens, bound => bound.Tokens, (bound, each) =>
                test * (Math.Max(bound.Tokens, tested.Max(other => other.Tokens)) - seed.Tokens) + WaveOf(bound.Tokens, each));
        }

        if (limits.Seconds is { } seconds && _scope.Study.Budget.Time is { } time)
        {
            double kept = time.TotalSeconds - seconds, pace = rows[1].Seconds;
            double best = rows.TryGetValue(_scope.Order.Ranked(ended)[0].Number, out var fastest) ? fastest.Seconds : pace;
            yield return new(seconds - waves.Max(wave => wave.StudySeconds), row => row.Seconds, bound => bound.Work, (_, each) =>
                Math.Max(0, WaveRunner.SecondsToKeep(testRows, pace, Math.Max(best, each), time.TotalSeconds) - kept));
        }
    }

    /// <summary>What a wave must be able to take beyond what it is expected to.</summary>
    private double WaveOf(double most, double each) => Math.Min(_scope.Options.WaveRows, _scope.RaceRows) * Math.Max(0, most - each);

    private double[] Costs(Trial trial, RowCosts row, IEnumerable<StudyLimit> limits) => [.. limits.Select(limit => Math.Max(Least, BoundOf(trial).Rows * limit.Cost(row)))];

    private BudgetLimit Limit(StudyLimit limit, CandidateSpace space)
    {
        return new(limit.Left, configuration => Most(_bounds.Of(configuration, space))) { Besides = (configuration, expected) => Besides(_bounds.Of(configuration, space), expected) };

        double Most(CandidateBound bound) => Math.Max(Least, bound.Rows * limit.Most(bound));

        double Besides(CandidateBound bound, double expected) => limit.Besides(bound, expected / bound.Rows);
    }

    private CandidateBound BoundOf(Trial trial) => _ended.TryGetValue(trial.Number, out var known) ? known : _ended[trial.Number] = _bounds.Of(trial.Candidate);

    /// <summary>The share of the budget that is left; none where trials are what is scarce: as many as are left fit, each as dear as the dearest so far.</summary>
    private double WeightOf(IReadOnlyList<Trial> ended, StudyLimit[] limits, IReadOnlyCollection<double[]> costs)
    {
        bool isScarce = _scope.Study.Budget.Trials is not { } most || limits.Where((limit, i) => (most - ended.Count) * costs.Max(cost => cost[i]) > limit.Left).Any();
        return isScarce ? Math.Clamp(1 - _share.Of(ended), 0, 1) : 0;
    }

    /// <summary>What is the same for all suggestions of a level, since trials that are over get no rows while a level runs.</summary>
    /// <param name="Trials">How many trials of the levels before have ended.</param>
    /// <param name="Limits">The limits of the study.</param>
    /// <param name="Costs">Costs of these trials, by limit.</param>
    /// <param name="Weight">How much cost counts.</param>
    private sealed record Level(int Trials, IReadOnlyList<StudyLimit> Limits, IReadOnlyDictionary<int, double[]> Costs, double Weight);
}
