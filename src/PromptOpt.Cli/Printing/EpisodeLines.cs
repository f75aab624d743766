using PromptOpt.Evaluation;

namespace PromptOpt.Cli.Printing;

/// <summary>How episodes went, for people.</summary>
internal static class EpisodeLines
{
    /// <summary>Writes two or three lines.</summary>
    public static void Write(TextWriter writer, EpisodeStatistics episodes, EpisodeBaselines? baselines)
    {
        writer.WriteLine($"{episodes.Episodes} episodes: goal reached in {Format.Number(100 * episodes.SuccessRate, "0.#")} %, mean progress {Format.Number(episodes.Progress, "0.##")}, " +
            $"{Format.Number(episodes.Steps, "0.#")} steps, {Format.Number(episodes.Violations, "0.##")} broken rules; ended: {string.Join(", ", episodes.Ends.Select(end => $"{end.Key} {end.Value}"))}");
        if (baselines is not null)
            writer.WriteLine($"without a model: doing nothing {Format.Value(baselines.NoOperation)}, random legal actions {Format.Value(baselines.RandomLegal)}, built-in planner {Format.Value(baselines.Planner)}; " +
                $"the best possible score is known exactly in {episodes.ExactBounds} of {episodes.Episodes}");
    }
}
