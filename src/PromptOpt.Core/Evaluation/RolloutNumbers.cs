using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>The numbers of record of a candidate on rows: how good it was, and what that took. What decides a search is <see cref="Search.Objectives.AnswerCosts"/>.</summary>
public sealed record RolloutNumbers
{
    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Mean metric, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>All tokens charged, prompts and replies as sent, for one correct answer: tokens / sum of scores. Infinite, never 0, where nothing is correct.</summary>
    public required double TokensPerCorrect { get; init; }

    /// <summary>Median of <see cref="Rollout.Seconds"/>, in seconds. From a clock, so it differs from run to run.</summary>
    public required double LatencyMedian { get; init; }

    /// <summary>Its 95th percentile, in seconds.</summary>
    public required double Latency95 { get; init; }

    /// <summary>Tokens that the model wrote, or label tokens that it looked at.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Share of the replies that met the token limit, in [0, 1]. A high one says that <c>max_tokens</c> is too small, which else looks like wrong
    /// answers.</summary>
    public required double CutOffShare { get; init; }

    /// <summary>Sums up rollouts; null without any.</summary>
    /// <param name="rollouts">Rollouts of one candidate with scores; one without counts as wrong, as in <see cref="Search.Objectives.AnswerCosts"/>.</param>
    public static RolloutNumbers? Of(IEnumerable<Rollout> rollouts)
    {
        Rollout[] rows = [.. rollouts];
        if (rows.Length == 0) return null;
        double[] seconds = [.. rows.Select(row => row.Seconds)];
        return new()
        {
            Rows = rows.Length,
            Accuracy = rows.Average(row => row.Score ?? 0),
            TokensPerCorrect = TokensPerCorrectOf(rows),
            LatencyMedian = Descriptive.Quantile(seconds, 0.5),
            Latency95 = Descriptive.Quantile(seconds, 0.95),
            OutputTokens = rows.Sum(row => (long)row.OutputTokens),
            CutOffShare = rows.Sum(row => (double)row.CutOff) / rows.Sum(row => row.Calls),
        };
    }

    /// <summary>Charged tokens over the sum of the scores, rollouts without one counting as wrong; infinite where nothing is correct.</summary>
    internal static double TokensPerCorrectOf(IReadOnlyList<Rollout> rollouts) =>
        rollouts.Sum(row => row.Score ?? 0) is > 0 and var correct ? rollouts.Sum(row => row.ChargedTokens) / correct : double.PositiveInfinity;

    /// <summary>Those of each trial on its validation rows, which its value rests on, by trial number: of a trial that goes on from another, that one's rows, too.</summary>
    /// <param name="trials">All trials of a study.</param>
    /// <param name="waves">Its waves.</param>
    public static IReadOnlyDictionary<int, RolloutNumbers> ByTrial(IReadOnlyList<Trial> trials, IEnumerable<Wave> waves)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var own = waves.Where(wave => wave.Key.Phase == Phase.Validation).ToLookup(wave => wave.Key.Trial);
        return trials.Select(trial => (trial.Number, Numbers: Of(TrialChain.Of(trials, trial.Number).SelectMany(number => own[number]).SelectMany(wave => wave.Rollouts))))
            .Where(trial => trial.Numbers is not null)
            .ToDictionary(trial => trial.Number, trial => trial.Numbers!);
    }
}
