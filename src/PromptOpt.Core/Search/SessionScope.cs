using PromptOpt.Evaluation;
using PromptOpt.Feedback;
using PromptOpt.Search.Advising;
using PromptOpt.Search.Grids;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search;

/// <summary>What all parts of one session share.</summary>
internal sealed record SessionScope
{
    public required TaskSpec Task { get; init; }

    public required TaskData Data { get; init; }

    public required ModelRoles Models { get; init; }

    /// <summary>Runs candidates.</summary>
    public required Evaluator Evaluator { get; init; }

    public required IStudyStore Store { get; init; }

    /// <summary>Reads validation rollouts from the store.</summary>
    public required StoredValidation Validation { get; init; }

    public required Study Study { get; init; }

    public required SessionOptions Options { get; init; }

    public required BudgetLedger Ledger { get; init; }

    public required StudyClock Clock { get; init; }

    public required WaveRunner Waves { get; init; }

    public required SessionReporter Reporter { get; init; }

    public required PromptLibrary Library { get; init; }

    public required RuleSet Rules { get; set; }

    /// <summary>Ranks trials by the objective of the study.</summary>
    public required TrialOrder Order { get; init; }

    /// <summary>What is tuned, and who suggests values; null in a study that tunes nothing.</summary>
    public StudyTuning? Tuning { get; init; }

    /// <summary>The cells of the strategy grid in the order they are run; null with other strategies.</summary>
    public GridDesign? Grid { get; init; }

    /// <summary>Train rows in the order that trials read them.</summary>
    public required IReadOnlyList<Example> TrainRows { get; init; }

    /// <summary>All validation rows, in the random order that every candidate is run on them.</summary>
    public required IReadOnlyList<Example> ValidationRows { get; init; }

    /// <summary>The first of them: those that every trial is raced on. Contenders get more.</summary>
    public int RaceRows => Math.Min(Options.ValidationRows ?? SessionOptions.DefaultValidationRows(Task), ValidationRows.Count);

    /// <summary>Validation rows that a trial is run on: those of the race, or the part of them that its sampler asked for, rounded up.</summary>
    public int RaceRowsOf(Trial trial) => Math.Min(RaceRows, (int)Math.Ceiling((trial.Tuned?.Fidelity ?? 1) * RaceRows - 1e-9));

    /// <summary>Whether a wave is one of a trial's proposal or race; those that a contender gets later, and a probe's, are not.</summary>
    public bool IsUpToRaceEnd(WaveKey wave) =>
        wave.Phase is not (Phase.Test or Phase.Probe) && (wave.Phase != Phase.Validation || wave.Index < (RaceRows + Options.WaveRows - 1) / Options.WaveRows);

    /// <summary>Train rows that a trial of a candidate is run on.</summary>
    public int TrainRowsOf(Candidates.Candidate candidate, SearchPlan plan) => plan.ReadsTrain || CandidateCalibration.LearnsFrom(candidate)
        ? Math.Min(Options.TrainRows ?? SessionOptions.DefaultTrainRows(Task), TrainRows.Count)
        : 0;

    /// <summary>Chance to stop a trial that is as good as the incumbent or better.</summary>
    public double EliminationError => Options.EliminationError ?? Task.Search.EliminationError;

    /// <summary>What is to be tuned: the study's wish over the task's.</summary>
    public TuningSpec TuningSpec => (Options.Tuning ?? new()).Over(Task.Tuning);

    /// <summary>Randomness of the study, to be forked.</summary>
    public SeededRandom Random => new((ulong)Options.Seed);

    /// <summary>The most calls of a candidate on the test split.</summary>
    public long TestCalls(ICandidateEvaluation evaluation) => (long)TestRows * evaluation.MostCalls;

    /// <summary>Rows of the final test; none where it is left to the caller.</summary>
    public int TestRows => Options.LeaveTest ? 0 : Data.Test.Count;

    /// <summary>Time to keep for the final test, if one of these trials meets the seed prompt there.</summary>
    public TimeSpan TestTime(params ReadOnlySpan<int> trials) => Waves.TestTime(TestRows, trials);

    public ICandidateEvaluation Evaluation(Candidates.Candidate candidate) => Evaluator.For(candidate);

    /// <summary>Most tokens a candidate can be charged on the test split.</summary>
    public long TestTokens(ICandidateEvaluation evaluation) =>
        Ledger.CountsTokens && !Options.LeaveTest ? Data.Test.Sum(evaluation.MostTokens) : 0;

    /// <summary>Train rollouts of a trial, in the order of <see cref="TrainRows"/>, without content-free ones.</summary>
    public IReadOnlyList<Rollout> TrainRollouts(int trial) =>
        [.. Store.ReadWaves(trial).Where(w => w.Key.Phase == Phase.Train).SelectMany(w => w.Rollouts).Where(r => r.ExampleId.Length > 0)];

    /// <summary>Scores of a trial's validation rows, in row order.</summary>
    public double[] ValidationScores(int trial) =>
        [.. ValidationRollouts(trial).Select(rollout => rollout.Score ?? 0)];

    /// <summary>Rollouts of a trial on validation rows, in row order.</summary>
    public IEnumerable<Rollout> ValidationRollouts(int trial) => Validation.Of(trial);

    /// <summary>The same with the preferences of the feedback rules: what trials are raced and ranked by.</summary>
    public double[] RankScores(int trial) => [.. ValidationRollouts(trial).Select(rollout => Rules.AdjustedScore(rollout) ?? 0)];

    /// <summary>Those of a complete trial on the rows that every trial is raced on; they do not change when it gets more.</summary>
    public IReadOnlyList<double> RaceScores(Trial trial) => [.. RankScores(trial.Number).Take(RaceRows)];

    /// <summary>What a trial cost up to the final test.</summary>
    public Spending SearchSpending(int trial) => Studies.SearchSpending.Of(Store.ReadWaves(trial));

    /// <summary>Seed of one request's randomness.</summary>
    public ulong RequestSeed(int trial, Phase phase, int row) => Random.Fork((ulong)trial, (ulong)phase, (ulong)row).NextBits();
}
