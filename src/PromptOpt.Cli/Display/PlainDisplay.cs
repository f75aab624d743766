using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>Plain lines: a note as it comes, a line for every finished trial. For pipes, logs and <c>--no-progress</c>.</summary>
/// <param name="writer">Where to.</param>
internal sealed class PlainDisplay(TextWriter writer) : SessionDisplay
{
    private string _heading = "";

    /// <inheritdoc/>
    public override string Heading
    {
        get => _heading;
        set
        {
            _heading = value;
            writer.WriteLine(Format.OneLine(value));
        }
    }

    /// <inheritdoc/>
    public override void Note(string text) => writer.WriteLine($"note: {Format.OneLine(text)}");

    /// <inheritdoc/>
    public override void Progress(SessionStatus status)
    {
    }

    /// <inheritdoc/>
    public override void TrialEnded(Trial trial, SessionStatus status)
    {
        var line = $"trial {trial.Number}  level {trial.Level}  {Format.OneLine(trial.Operator)}  {TrialLine.Value(trial)}  {Words.Of(trial.State)}";
        if (trial.Reason.Length > 0) line += $" ({Format.OneLine(trial.Reason)})";
        if (CostLine.Of(trial, status) is { } costs) line += $"  {costs}";
        if (status.Best is { } best) line += $"  | best {Format.Value(best.Value)} {Format.Interval(TrialLine.IntervalOf(best))} (trial {best.Number})";
        if (status.Seed is { } seed) line += $"  seed {Format.Value(seed.Value)}";
        if (CostLine.OfBest(status) is { } cost) line += $"  {cost}";
        line += $"  | {Format.Count(status.Spent.Calls)} calls  {Format.Short(status.Spent.Tokens)} tokens  {Format.Short(status.TokensPerSecond)} tokens/s  {Format.Time(status.Elapsed)}";
        if (status.RowsSaved > 0) line += $"  {Format.Count(status.RowsSaved)} rollouts saved";
        line += $"  | left {string.Join("  ", BudgetLeft.Of(status, TimeSpan.Zero))}";
        if (status.Remaining is { } remaining) line += $"  ETA {Format.Time(remaining)}";
        writer.WriteLine(line);
    }

    /// <inheritdoc/>
    public override void Report(double value)
    {
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
