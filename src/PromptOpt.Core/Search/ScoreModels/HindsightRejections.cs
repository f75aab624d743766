using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>What policy paper would have done to the trials of a study, each level predicted from the earlier ones, had it been on.</summary>
/// <param name="Predicted">Trials that could be predicted.</param>
/// <param name="Rejected">Of these, the ones it would have rejected.</param>
/// <param name="BetterThanParent">Of the rejected, those that turned out better than their parent: wrong rejections.</param>
/// <param name="BetterThanBest">Of the rejected, those that turned out better than the best so far: costly ones.</param>
public sealed record HindsightRejections(int Predicted, int Rejected, int BetterThanParent, int BetterThanBest)
{
    /// <summary>Looks back.</summary>
    /// <param name="trials">All trials, the seed prompt's among them.</param>
    /// <param name="levels">Each level predicted from earlier ones.</param>
    /// <param name="threshold">The share of the best value that is asked for.</param>
    internal static HindsightRejections Of(IReadOnlyList<Trial> trials, IReadOnlyList<HeldOut> levels, double threshold)
    {
        var history = new TrialRecord(trials);
        double seed = trials[0].AdjustedValue ?? trials[0].Value ?? 0;
        var rejected = levels.SelectMany(level =>
        {
            double best = seed + history.BestBefore(level.Levels[0]) ?? seed;
            return level.Rows.Where(row => seed + row.Predicted.Lead + row.Predicted.Variance + row.Predicted.Error < threshold * best);
        }).Select(row => row.Pair.Trial).ToArray();
        return new(levels.Sum(level => level.Rows.Count), rejected.Length, rejected.Count(history.BeatsParent), rejected.Count(history.BeatsBest));
    }
}
