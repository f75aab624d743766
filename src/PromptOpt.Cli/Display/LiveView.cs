using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Studies;
using Spectre.Console;

namespace PromptOpt.Cli.Display;

/// <summary>Draws a frame as lines: a pure function of state and size.</summary>
internal static class LiveView
{
    private const int FixedLines = 9;
    private const int MostTrials = 10;
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);

    /// <summary>The lines of a frame for a terminal of this size.</summary>
    public static IReadOnlyList<StyledLine> Draw(LiveState state, int width, int height)
    {
        var lines = new List<StyledLine> { new StyledLine().Add(state.Heading, Strong) };
        if (state.Status is not { } status)
        {
            lines.Add(state.Loaded is { } loaded ? Bar(new StyledLine().Add("loading ").Add($"{loaded * 100,3:0} % "), loaded, width) : new StyledLine().Add("preparing", Dim));
            return lines;
        }

        lines.Add(Work(status, width));
        lines.Add(Best(status, width));
        lines.Add(Spent(status, state.Since, width));
        lines.Add(Left(status, state.Since, width));
        lines.Add(new StyledLine().Add(" "));
        lines.Add(new StyledLine().Add("    #  level  operator           value  95 %          rows  state", Dim));
        var room = Math.Clamp(height - FixedLines, 2, MostTrials);
        lines.AddRange(state.Finished.Take(room).Select(trial => Finished(trial, status, width)));
        for (var i = Math.Min(state.Finished.Count, room); i < room; i++) lines.Add(new StyledLine().Add(" ")); // a frame that grows would scroll
        lines.Add(new StyledLine().Add(" ")); // the cursor waits here: an echoed ^C breaks no line, and the result keeps its distance
        return lines;
    }

    private static StyledLine Work(SessionStatus status, int width)
    {
        if (status.Trial == 0) return Label("trial").Add("starting", Dim);
        var line = Label("trial").Add($"{status.Trial}", Strong).Add($" · level {status.Level} · {Format.Cut(Format.OneLine(status.Operator), 20)} · {Words.Of(status.Phase)} ");
        if (status.RowsPlanned <= 0) return line;
        return Bar(line.Add($"{status.RowsDone}/{status.RowsPlanned} rows "), (double)status.RowsDone / status.RowsPlanned, width);
    }

    private static StyledLine Best(SessionStatus status, int width)
    {
        var line = Label("best");
        if (status.Best is not { Value: not null } best) return line.Add("none yet", Dim);
        line.Add(Format.Value(best.Value), Strong).Add($" {Format.Interval(TrialLine.IntervalOf(best))} trial {best.Number}");
        if (status.Seed is not { Value: not null } seed) return line;
        var gain = (best.Lead ?? best.Value - seed.Value) * 100;
        line.Add($" · seed {Format.Value(seed.Value)} {Format.Interval(TrialLine.IntervalOf(seed))} · ")
            .Add($"{Format.Number(gain, "+0.0;-0.0;0.0")} points", gain > 0 ? Good : Style.Plain);
        return CostLine.OfBest(status) is { } cost && line.Width + 3 + cost.Length <= width ? line.Add($" · {cost}") : line;
    }

    private static StyledLine Spent(SessionStatus status, TimeSpan since, int width)
    {
        var line = Label("spent")
            .Add($"{Format.Count(status.Spent.Calls)} calls · {Format.Short(status.Spent.Tokens)} tokens ({Format.Short(status.Spent.ComputedTokens)} computed) · ")
            .Add($"{Format.Short(status.TokensPerSecond)} tokens/s · {Format.Time(status.Elapsed + since)}");
        var saved = $" · {Format.Count(status.RowsSaved)} rollouts saved by racing";
        return status.RowsSaved > 0 && line.Width + saved.Length <= width ? line.Add(saved) : line;
    }

    private static StyledLine Left(SessionStatus status, TimeSpan since, int width)
    {
        var parts = BudgetLeft.Of(status, since);
        parts.Add($"ETA {(status.Remaining is { } remaining ? Format.Time(remaining - since) : "?")}");
        var reserved = $"{Format.Count(status.Reserved.Calls)} calls kept for the test";
        if (status.Reserved.Calls > 0 && 8 + parts.Sum(p => p.Length + 3) + reserved.Length <= width) parts.Add(reserved);
        return Label("left").Add(string.Join(" · ", parts));
    }

    private static StyledLine Finished(Trial trial, SessionStatus status, int width)
    {
        var isBest = trial.Number == status.Best?.Number;
        var style = trial.State switch
        {
            TrialState.Failed => Bad,
            TrialState.Pruned => Dim,
            _ => isBest ? Good : Style.Plain,
        };
        var name = Format.Cut(Format.OneLine(trial.Operator), 16);
        var line = new StyledLine().Add(
            $"{(isBest ? '*' : ' ')}{trial.Number,4}  {trial.Level,5}  {name,-16}  {Format.Value(trial.Value),6}  {Format.Interval(TrialLine.IntervalOf(trial)),-12}  {trial.Rows,4}  {Words.Of(trial.State),-8}",
            style);
        var remark = Format.OneLine(trial.Reason.Length > 0 ? trial.Reason : trial.Change);
        if (CostLine.Of(trial, status) is { } costs) remark = $"{costs}  {remark}";
        return line.Width + 12 < width ? line.Add("  " + Format.Cut(remark, width - line.Width - 2), Dim) : line;
    }

    private static StyledLine Label(string text) => new StyledLine().Add($"{text,-8}", Dim);

    private static StyledLine Bar(StyledLine line, double share, int width)
    {
        var cells = Math.Min(30, width - line.Width);
        if (cells < 5) return line;
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * cells);
        return line.Add(new string('━', full), Good).Add(new string('─', cells - full), Dim);
    }
}
