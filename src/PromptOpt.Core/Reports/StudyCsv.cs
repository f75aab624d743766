using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using PromptOpt.Evaluation;
using PromptOpt.Search.Advising;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Yaml;

namespace PromptOpt.Reports;

/// <summary>
/// A study as tables for other programs: RFC 4180 (comma, CRLF, quotes doubled), UTF-8 without byte order mark, invariant numbers, empty for
/// a missing value. Columns only ever get added at the end. Cells are written as they are, also those that begin with = + - or @: prompts and
/// answers must come back unchanged, and a spreadsheet should import the file as text rather than open it. Files are replaced whole.
/// </summary>
public static class StudyCsv
{
    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\r\n",
        Injection = CsvInjection.None,
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
    };

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly (string Name, Func<Trial, object?> Value)[] TrialColumns =
    [
        ("trial", t => t.Number),
        ("level", t => t.Level),
        ("state", t => KebabCase.Of(t.State)),
        ("operator", t => t.Operator),
        ("parent", t => t.Parent),
        ("change", t => t.Change),
        ("value", t => t.Value),
        ("standard_error", t => t.StandardError),
        ("rows", t => t.Rows),
        ("train_value", t => t.TrainValue),
        ("mode", t => KebabCase.Of(t.Candidate.Mode)),
        ("examples", t => t.Candidate.Examples.Count),
        ("layout", t => KebabCase.Of(t.Candidate.Layout)),
        ("calibration", t => KebabCase.Of(t.Calibration.Method)),
        ("temperature", t => t.Candidate.Decoding.Temperature),
        ("top_p", t => t.Candidate.Decoding.TopP),
        ("max_tokens", t => t.Candidate.Decoding.MaxTokens),
        ("top_k", t => t.Candidate.Decoding.TopK),
        ("min_p", t => t.Candidate.Decoding.MinP),
        ("typical_p", t => t.Candidate.Decoding.TypicalP),
        ("repeat_penalty", t => t.Candidate.Decoding.RepeatPenalty),
        ("repeat_last_n", t => t.Candidate.Decoding.RepeatLastN),
        ("frequency_penalty", t => t.Candidate.Decoding.FrequencyPenalty),
        ("presence_penalty", t => t.Candidate.Decoding.PresencePenalty),
        ("stop", t => JsonSerializer.Serialize(t.Candidate.Decoding.Stop, Json)),
        ("calls", t => t.Spending.Calls),
        ("tokens", t => t.Spending.Tokens),
        ("reason", t => t.Reason),
        ("instruction", t => t.Candidate.Instruction),
        ("user", t => t.Candidate.User),
        ("answer_prefix", t => t.Candidate.AnswerPrefix),
        ("label_words", t => JsonSerializer.Serialize(t.Candidate.LabelWords, Json)),
        ("seed_value", t => t.SeedValue),
        ("rows_saved", t => t.RowsSaved),
        ("other_parent", t => t.OtherParent),
        ("adjusted_value", t => t.AdjustedValue),
        ("nearest_examples", t => t.Candidate.NearestExamples is { } nearest ? FormattableString.Invariant($"{nearest.Count} by {KebabCase.Of(nearest.By)}") : null),
        ("predicted", t => t.Screening?.Predicted),
        ("screening", t => t.Screening is { } screening ? KebabCase.Of(screening.Outcome) : null),
    ];

    private static readonly (string Name, Func<Trial, RolloutNumbers?, object?> Value)[] AddedColumns =
    [
        ("samples", (t, _) => t.Candidate.Samples),
        ("aggregation", (t, _) => t.Candidate.Samples > 1 ? KebabCase.Of(t.Candidate.Aggregation) : null),
        ("reasoning_steps", (t, _) => t.Candidate.Reasoning?.Steps),
        ("planning_period", (t, _) => t.Candidate.Reasoning?.PlanningPeriod),
        ("suggested_by", (t, _) => t.Tuned?.Source),
        ("adviser", (t, _) => AdviserReport.MemoOf(t) is { } memo ? KebabCase.Of(memo.Outcome) : null),
        ("adviser_weight", (t, _) => AdviserReport.MemoOf(t)?.Weight),
        ("tokens_per_correct", (_, n) => n is null ? null : double.IsPositiveInfinity(n.TokensPerCorrect) ? "inf" : n.TokensPerCorrect),
        ("output_tokens", (_, n) => n?.OutputTokens),
        ("cut_off_share", (_, n) => n?.CutOffShare),
        ("decoding_seed", (t, _) => t.Candidate.AnswerSeed),
        ("latency_p50_ms", (_, n) => 1000 * n?.LatencyMedian),
        ("latency_p95_ms", (_, n) => 1000 * n?.Latency95),
    ];

    /// <summary>Columns of studies with an objective other than quality alone.</summary>
    private static readonly (string Name, Func<TradeOff?, object?> Value)[] ObjectiveColumns =
    [
        ("tokens_written_a_row", one => one?.Costs.Tokens),
        ("violation", one => one?.Violation),
        ("on_front", one => one is null ? null : one.IsOnFront ? "yes" : "no"),
    ];

    private static readonly (string Name, Func<Wave, Rollout, object?> Value)[] RolloutColumns =
    [
        ("trial", (w, _) => w.Key.Trial),
        ("phase", (w, _) => KebabCase.Of(w.Key.Phase)),
        ("wave", (w, _) => w.Key.Index),
        ("position", (_, r) => r.Position),
        ("example_id", (_, r) => r.ExampleId),
        ("input", (_, r) => r.Input),
        ("target", (_, r) => r.Target),
        ("output", (_, r) => r.Output),
        ("answer", (_, r) => r.Answer),
        ("score", (_, r) => r.Score),
        ("finish", (_, r) => r.Finish),
        ("prompt_tokens", (_, r) => r.PromptTokens),
        ("output_tokens", (_, r) => r.OutputTokens),
        ("cached_tokens", (_, r) => r.CachedTokens),
        ("seconds", (_, r) => r.Seconds),
        ("label_log_probabilities", (_, r) => JsonSerializer.Serialize(r.LabelLogProbabilities, Json)),
        ("calls", (_, r) => r.Calls),
        ("end", (_, r) => r.Episode?.End),
        ("steps", (_, r) => r.Episode?.Steps.Count),
        ("violations", (_, r) => r.Episode?.Violations),
        ("progress", (_, r) => r.Episode?.Progress),
        ("initial_progress", (_, r) => r.Episode?.InitialProgress),
        ("bound", (_, r) => r.Episode?.Bound),
        ("bound_kind", (_, r) => r.Episode is { } episode ? KebabCase.Of(episode.BoundKind) : null),
        ("actions", (_, r) => r.Episode is { } episode ? JsonSerializer.Serialize(episode.Steps.Select(s => s.Action ?? s.Reply), Json) : null),
        ("cut_off", (_, r) => r.CutOff),
        ("samples", (_, r) => r.Samples is { } samples ? JsonSerializer.Serialize(samples.Drawn.Select(sample => sample.Output), Json) : null),
        ("chosen", (_, r) => r.Samples?.Chosen + 1),
        ("trace", (_, r) => r.Samples is null ? null : RolloutTrace.Of(r)),
    ];

    /// <summary>Writes <c>trials.csv</c>: one line a trial in the order given. But for the two columns of latency at its end it holds nothing that
    /// depends on the machine, the engine's cache or the study's name, so that a repeated or resumed study writes the same bytes in all others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="numbers">Numbers of record by trial, of those that were run on validation rows.</param>
    /// <param name="tradeOffs">Complete trials with their costs, of a study with an objective other than quality alone: for them there are columns behind those of latency. Null, the default, where quality alone counts.</param>
    /// <exception cref="PromptOptException">The file cannot be written.</exception>
    public static void WriteTrials(string path, IEnumerable<Trial> trials, IReadOnlyDictionary<int, RolloutNumbers> numbers, IReadOnlyList<TradeOff>? tradeOffs = null)
    {
        var known = (tradeOffs ?? []).ToDictionary(one => one.Trial.Number);
        var columns = tradeOffs is null ? [] : ObjectiveColumns;
        Write(
            path,
            [.. TrialColumns.Select(c => c.Name), .. AddedColumns.Select(c => c.Name), .. columns.Select(c => c.Name)],
            trials.Select(t => TrialColumns.Select(c => c.Value(t))
                .Concat(AddedColumns.Select(c => c.Value(t, numbers.GetValueOrDefault(t.Number))))
                .Concat(columns.Select(c => c.Value(known.GetValueOrDefault(t.Number))))));
    }

    /// <summary>Writes <c>rollouts.csv</c>: one line a rollout, in the order of the waves.</summary>
    /// <exception cref="PromptOptException">The file cannot be written.</exception>
    public static void WriteRollouts(string path, IEnumerable<Wave> waves) => Write(
        path,
        RolloutColumns.Select(c => c.Name),
        waves.SelectMany(w => w.Rollouts.Select(r => RolloutColumns.Select(c => c.Value(w, r)))));

    /// <summary>Writes any table in this format.</summary>
    internal static void Write(string path, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> lines) => AtomicFile.Write(path, writer =>
    {
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        foreach (var line in lines.Prepend(header))
        {
            foreach (var cell in line) csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
            csv.EndRecord();
        }
    });
}
