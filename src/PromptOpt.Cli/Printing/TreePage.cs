using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>Which trial was made from which, as indented text.</summary>
internal static class TreePage
{
    /// <summary>Writes the trees of all trials: a child stands below its first parent, the second one is named.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="best">The best trial, marked with a star; may be null.</param>
    /// <param name="trials">All trials of the study.</param>
    /// <param name="width">Columns of the terminal; null for no limit.</param>
    public static void Write(TextWriter writer, Trial? best, IReadOnlyList<Trial> trials, int? width)
    {
        foreach (var (trial, depth) in new TrialLineage(trials).Tree())
        {
            var line = $"{new string(' ', 2 * depth)}{trial.Number}{(trial.Number == best?.Number ? "*" : "")} {Format.OneLine(trial.Operator)}"
                + (trial.OtherParent > 0 ? $" with {trial.OtherParent}" : "")
                + $"  {Format.Value(trial.Value)}{(trial.Lead is { } lead ? $" ({Format.Points(lead)})" : "")}{(trial.State == TrialState.Complete ? "" : $" {Words.Of(trial.State)}")}"
                + (trial.Change.Length > 0 ? $"  {Format.OneLine(trial.Change)}" : "");
            writer.WriteLine(width is { } columns ? Format.Cut(line, columns) : line);
        }
    }
}
