using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>One run: the given points, then trials one after another, each suggested from all that came before.</summary>
internal static class TuningRun
{
    /// <summary>Points that every method is given.</summary>
    public const int GivenPoints = 5;

    /// <summary>Trials of a method's own; the first is the default configuration unless the method leaves it out.</summary>
    public const int Trials = 25;

    /// <summary>Runs a method; the same arguments give the same rows.</summary>
    /// <param name="suggest">Asked for every trial, given points not included.</param>
    /// <param name="method">What the rows call the method.</param>
    /// <param name="task">The task.</param>
    /// <param name="seed">Of the study.</param>
    /// <param name="given">The points that come first.</param>
    /// <param name="objective">Scores configurations.</param>
    public static async Task<IReadOnlyList<TuningRow>> RunAsync(
        Func<SamplerContext, Task<Suggestion>> suggest, string method, BayesmarkTask task, int seed, IReadOnlyList<IReadOnlyDictionary<string, double>> given, ITuningObjective objective)
    {
        var study = new SeededRandom((ulong)seed).Fork((ulong)task.Number);
        var history = new List<Observation>();
        var rows = new List<TuningRow>();
        for (int number = 1; number <= GivenPoints + Trials; number++)
        {
            var next = number <= GivenPoints
                ? new Suggestion(task.Configure(given[number - 1]), "given")
                : await suggest(new() { Space = task.Space, History = history, Number = number, Study = study });
            var score = await objective.EvaluateAsync(task, next.Configuration);
            history.Add(Observed(task, number, next, score));
            rows.Add(Row(method, task, seed, number - GivenPoints, next, score));
        }

        return rows;
    }

    private static Observation Observed(BayesmarkTask task, int number, Suggestion suggestion, TuningScore score) => new()
    {
        Number = number,
        Configuration = suggestion.Configuration,
        Source = suggestion.Source,
        Memo = suggestion.Memo,
        State = score.Score is null ? ObservationState.Failed : ObservationState.Complete,
        Value = score.Score is { } known ? task.ValueOf(known) : 0,
    };

    private static TuningRow Row(string method, BayesmarkTask task, int seed, int t, Suggestion suggestion, TuningScore score) => new()
    {
        Method = method,
        Task = task.Name,
        Seed = seed,
        T = t,
        Source = suggestion.Source,
        Advice = GuardMemo.Read(suggestion.Memo, t)?.Outcome.ToString(),
        Config = BayesmarkTask.Numbers(suggestion.Configuration),
        Score = score.Score,
        Generalization = score.Generalization,
        Failed = score.Failed,
    };
}
