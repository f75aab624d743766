using PromptOpt.Cli.Running;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Printing;

/// <summary>How one prompt did on one split; printed as it is with <c>--json</c>.</summary>
internal sealed record EvalReport
{
    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>train, validation or test.</summary>
    public required string Split { get; init; }

    /// <summary>Where the prompt came from.</summary>
    public required string Prompt { get; init; }

    /// <summary>Mean metric.</summary>
    public required double? Value { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public required double? CiLow { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public required double? CiHigh { get; init; }

    /// <summary>Rows run.</summary>
    public required int Rows { get; init; }

    /// <summary>Samples a row.</summary>
    public required int Repeats { get; init; }

    /// <summary>Standard error of the mean over rows; null with fewer than two.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Standard deviation between the means of single samples of the whole split: how far a run with one sample may be off by its draws alone. Null with
    /// one sample a row.</summary>
    public required double? SampleDeviation { get; init; }

    /// <summary>Requests to the model.</summary>
    public required long Calls { get; init; }

    /// <summary>Tokens as sent.</summary>
    public required long Tokens { get; init; }

    /// <summary>Tokens really computed.</summary>
    public required long ComputedTokens { get; init; }

    /// <summary>Of the requests, those that the response cache answered.</summary>
    public required long CachedCalls { get; init; }

    /// <summary>Their tokens.</summary>
    public required long CachedCallTokens { get; init; }

    /// <summary>Tokens per correct answer; null in JSON if none was correct.</summary>
    public required double TokensPerCorrect { get; init; }

    /// <summary>Median seconds of a row in its batch.</summary>
    public required double? LatencyMedian { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>How often this test set has been used, this time included; 0 for other splits.</summary>
    public required int TestUses { get; init; }

    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>Engine and version.</summary>
    public required string Engine { get; init; }

    /// <summary>How the episodes went; null for a dataset.</summary>
    public EpisodeStatistics? Episodes { get; init; }

    /// <summary>What is got without a model on the same episodes; null for a dataset.</summary>
    public EpisodeBaselines? Baselines { get; init; }

    /// <summary>Sums up rollouts.</summary>
    public static EvalReport From(
        EvalRequest request, TaskSpec task, LanguageModelInfo model, IReadOnlyList<Rollout> rollouts, int testUses, double seconds)
    {
        var scored = rollouts.Where(r => r.Score is not null).ToList();
        var rows = Means(scored, r => r.Position / request.Repeats);
        var samples = Means(scored, r => r.Position % request.Repeats);
        Interval? interval = rows.Count > 0 ? Proportion.Wilson(rows.Sum(), rows.Count) : null;
        var wave = new Wave { Key = default, Rollouts = rollouts };
        var (spent, cached) = (wave.Spending, Printing.CachedCalls.In([wave]));
        var times = scored.Select(r => r.Seconds).Order().ToList();
        return new()
        {
            Task = task.Name,
            Split = Words.Of(request.Split),
            Prompt = request.PromptFile ?? (request.StudyName is { } study ? $"{study} trial {request.Trial?.ToString() ?? "best"}" : "seed prompt"),
            Value = rows.Count > 0 ? rows.Average() : null,
            CiLow = interval?.Low,
            CiHigh = interval?.High,
            Rows = rows.Count,
            Repeats = request.Repeats,
            StandardError = Descriptive.StandardErrorOfMean(rows),
            SampleDeviation = Descriptive.StandardDeviation(samples),
            CachedCalls = cached.Calls,
            CachedCallTokens = cached.Tokens,
            Calls = spent.Calls,
            Tokens = spent.Tokens,
            ComputedTokens = spent.ComputedTokens,
            TokensPerCorrect = spent.Tokens / scored.Sum(r => r.Score!.Value),
            LatencyMedian = times.Count == 0 ? null : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2,
            Seconds = seconds,
            TestUses = testUses,
            Model = request.ModelPath,
            Engine = model.Engine,
            Episodes = EpisodeStatistics.Of(rollouts),
        };
    }

    private static List<double> Means(IEnumerable<Rollout> rollouts, Func<Rollout, int> group) =>
        [.. rollouts.GroupBy(group).OrderBy(g => g.Key).Select(g => g.Average(r => r.Score!.Value))];

    /// <summary>Writes the report for people.</summary>
    public void Write(TextWriter writer)
    {
        var uses = TestUses > 0 ? $", use {TestUses} of this test set" : "";
        Interval? interval = CiLow is { } low && CiHigh is { } high ? new(low, high) : null;
        writer.WriteLine($"{Task}, {Split}: {Format.Value(Value)} {Format.Interval(interval)} on {Rows} rows{uses} ({Format.OneLine(Prompt)})");
        if (Repeats > 1)
            writer.WriteLine($"{Repeats} samples a row: mean {Format.Value(Value)} ± {Format.Value(StandardError)} (standard error over rows); runs with one sample a row differ by {Format.Value(SampleDeviation)} (standard deviation)");
        writer.WriteLine($"{Format.Count(Calls)} calls, {Format.Count(Tokens)} tokens ({Format.Count(ComputedTokens)} computed), " +
            $"{Format.Number(TokensPerCorrect, "#,0")} tokens per {(Episodes is null ? "correct answer" : "point of score 1")}, median {Format.Number(LatencyMedian, "0.000")} s a row, {Format.Time(TimeSpan.FromSeconds(Seconds))}");
        new CachedCalls(CachedCalls, CachedCallTokens).Write(writer);
        if (Episodes is { } episodes) EpisodeLines.Write(writer, episodes, Baselines);
    }
}
