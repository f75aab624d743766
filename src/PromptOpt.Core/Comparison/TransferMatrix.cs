using PromptOpt.Statistics;

namespace PromptOpt.Comparison;

/// <summary>Prompts on models, all on the same rows: whether what is best on one model is best on another.</summary>
public sealed record TransferMatrix
{
    /// <summary>What the prompts are called.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>What the models are called.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Rows of every cell.</summary>
    public required int Rows { get; init; }

    /// <summary>By prompt, then by model.</summary>
    public required IReadOnlyList<IReadOnlyList<TransferCell>> Cells { get; init; }

    /// <summary>Winners that are not the best elsewhere, by the model they win on.</summary>
    public required IReadOnlyList<TransferLoss> Losses { get; init; }

    /// <summary>Sums up scores.</summary>
    /// <param name="prompts">What the prompts are called, at least one.</param>
    /// <param name="models">What the models are called, at least one.</param>
    /// <param name="scores">Scores in [0, 1] by prompt, model and row; all have the same rows, at least one.</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same numbers.</param>
    /// <exception cref="ArgumentException">Something is missing, or the rows differ in number.</exception>
    public static TransferMatrix Of(IReadOnlyList<string> prompts, IReadOnlyList<string> models, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> scores, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(scores);
        if (prompts.Count == 0 || models.Count == 0) throw new ArgumentException("needs at least one prompt and one model", nameof(scores));
        if (scores.Count != prompts.Count || scores.Any(one => one.Count != models.Count)) throw new ArgumentException("needs scores of every prompt on every model", nameof(scores));
        int[] best = [.. Enumerable.Range(0, models.Count).Select(model => Enumerable.Range(0, prompts.Count).MaxBy(prompt => scores[prompt][model].Average()))];
        return new()
        {
            Prompts = prompts,
            Models = models,
            Rows = scores[0][0].Count,
            Cells = [.. scores.Select((ofPrompt, prompt) => (IReadOnlyList<TransferCell>)[.. ofPrompt.Select((one, model) => Cell(one, prompt == best[model] ? null : scores[best[model]][model], seed))])],
            Losses = [.. Lost(best, scores, seed)],
        };
    }

    private static TransferCell Cell(IReadOnlyList<double> scores, IReadOnlyList<double>? best, ulong seed) =>
        new(scores.Average(), Proportion.Wilson(scores.Sum(), scores.Count), best is null ? null : PairedComparison.Of(scores, best, seed));

    private static IEnumerable<TransferLoss> Lost(int[] best, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> scores, ulong seed)
    {
        for (int home = 0; home < best.Length; home++)
        {
            for (int other = 0; other < best.Length; other++)
            {
                if (best[home] == best[other]) continue;
                var difference = PairedComparison.Of(scores[best[home]][other], scores[best[other]][other], seed);
                if (difference.Difference < 0) yield return new(best[home], home, other, best[other], difference);
            }
        }
    }
}
