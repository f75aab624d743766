using PromptOpt.Evaluation;
using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>What all parts of one session share.</summary>
internal sealed record SessionScope
{
    public required TaskSpec Task { get; init; }

    public required TaskData Data { get; init; }

    public required ILanguageModel Model { get; init; }

    public required IStudyStore Store { get; init; }

    public required Study Study { get; init; }

    public required SessionOptions Options { get; init; }

    public required BudgetLedger Ledger { get; init; }

    public required StudyClock Clock { get; init; }

    public required WaveRunner Waves { get; init; }

    public required SessionReporter Reporter { get; init; }

    public required PromptLibrary Library { get; init; }

    public required IReadOnlyList<FeedbackRule> Rules { get; init; }

    /// <summary>Train rows in the order that trials read them.</summary>
    public required IReadOnlyList<Example> TrainRows { get; init; }

    /// <summary>All validation rows, in the random order that every candidate is run on them.</summary>
    public required IReadOnlyList<Example> ValidationRows { get; init; }

    /// <summary>The first of them: those that every trial is raced on. Contenders get more.</summary>
    public int RaceRows => Math.Min(Options.ValidationRows, ValidationRows.Count);

    /// <summary>Chance to stop a trial that is as good as the incumbent or better.</summary>
    public double EliminationError => Options.EliminationError ?? Task.Search.EliminationError;

    /// <summary>Randomness of the study, to be forked.</summary>
    public SeededRandom Random => new((ulong)Options.Seed);

    /// <summary>Calls of the final test: both candidates on every test row.</summary>
    public int TestCalls => 2 * Data.Test.Count;

    /// <summary>Time to keep for the final test, if one of these trials meets the seed prompt there.</summary>
    public TimeSpan TestTime(params ReadOnlySpan<int> trials) => Waves.TestTime(Data.Test.Count, trials);

    public CandidateEvaluation Evaluation(Candidates.Candidate candidate) => new(Task, Data, Model, candidate);

    /// <summary>Most tokens a candidate can be charged on the test split.</summary>
    public long TestTokens(CandidateEvaluation evaluation) =>
        Ledger.CountsTokens ? Data.Test.Sum(evaluation.MostTokens) : 0;

    /// <summary>Scores of a trial's validation rows, in row order.</summary>
    public double[] ValidationScores(int trial) =>
        Store.ReadWaves(trial).Where(w => w.Key.Phase == Phase.Validation).SelectMany(w => w.Rollouts).Select(r => r.Score ?? 0).ToArray();

    /// <summary>Those of a complete trial on the rows that every trial is raced on; they do not change when it gets more.</summary>
    public IReadOnlyList<double> RaceScores(Trial trial) => [.. ValidationScores(trial.Number).Take(RaceRows)];

    /// <summary>What a trial cost up to the final test.</summary>
    public Spending SearchSpending(int trial) =>
        Store.ReadWaves(trial).Where(w => w.Key.Phase != Phase.Test).Aggregate(default(Spending), (sum, wave) => sum + wave.Spending);

    /// <summary>Seed of one request's randomness.</summary>
    public ulong RequestSeed(int trial, Phase phase, int row) => Random.Fork((ulong)trial, (ulong)phase, (ulong)row).NextBits();
}
