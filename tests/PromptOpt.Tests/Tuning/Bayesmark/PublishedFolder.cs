using System.Globalization;
using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

/// <summary>A folder laid out as the published one, with made-up scores.</summary>
internal static class PublishedFolder
{
    /// <summary>Writes the given points and the run of a task and seed.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="task">Task.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="scores">Scores of the rows, in order, as text; both scores of a row are the same.</param>
    public static void Write(TemporaryFolder folder, BayesmarkTask task, int seed, IEnumerable<string> scores)
    {
        string names = string.Join(',', task.Space.Parameters.Select(p => p.Name)), values = string.Join(',', task.Space.Parameters.Select(p => Text(p.Low)));
        folder.Write($"exp_bayesmark/results_discriminative/{task.Dataset}/{task.Model}/{seed}.csv",
            $"{names},score,generalization_score\n{string.Concat(scores.Select(score => $"{values},{score},{score}\n"))}");
        string point = "{" + string.Join(',', task.Space.Parameters.Select(p => $"\"{p.Name}\":{Text(p.High)}")) + "}";
        folder.Write($"bayesmark/configs/{task.Model}/{seed}.json", $"[{string.Join(',', Enumerable.Repeat(point, 10))}]");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
