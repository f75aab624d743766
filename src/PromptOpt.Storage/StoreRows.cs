using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Storage;

/// <summary>Domain values to columns and back.</summary>
internal static class StoreRows
{
    public static (string Name, object? Value)[] Of(Study s) =>
    [
        ("id", 1), ("name", s.Name), ("task_folder", s.TaskFolder), ("task_name", s.TaskName), ("test_file", s.TestFile),
        ("task_fingerprint", s.TaskFingerprint), ("model_path", s.ModelPath), ("model_identity", s.ModelIdentity), ("engine", s.Engine),
        ("seed", s.Seed), ("budget", StoreJson.Write(s.Budget)), ("options", s.Options),
        ("created_at", s.CreatedAt.ToString("O", CultureInfo.InvariantCulture)), ("outcome", s.Outcome),
        ("other_models", StoreJson.Write(s.OtherModels)),
    ];

    public static Study Study(SqliteRow row) => new()
    {
        Name = row.Text("name"),
        TaskFolder = row.Text("task_folder"),
        TaskName = row.Text("task_name"),
        TestFile = row.TextOrNull("test_file"),
        TaskFingerprint = row.Text("task_fingerprint"),
        ModelPath = row.Text("model_path"),
        ModelIdentity = row.Text("model_identity"),
        Engine = row.Text("engine"),
        Seed = row.Long("seed"),
        Budget = row.Json<BudgetSpec>("budget"),
        Options = row.Text("options"),
        CreatedAt = DateTimeOffset.ParseExact(row.Text("created_at"), "O", CultureInfo.InvariantCulture),
        Outcome = row.TextOrNull("outcome"),
        OtherModels = row.Json<Dictionary<string, string>>("other_models"),
    };

    public static (string Name, object? Value)[] Of(Trial t) =>
    [
        ("number", t.Number), ("level", t.Level), ("state", t.State), ("operator", t.Operator), ("parent", t.Parent), ("change", t.Change),
        ("train_value", t.TrainValue), ("value", t.Value), ("standard_error", t.StandardError), ("rows", t.Rows),
        ("seed_value", t.SeedValue), ("rows_saved", t.RowsSaved), ("other_parent", t.OtherParent),
        ("adjusted_value", t.AdjustedValue), ("seed_adjusted_value", t.SeedAdjustedValue), ("reason", t.Reason),
        ("calls", t.Spending.Calls), ("tokens", t.Spending.Tokens), ("computed_tokens", t.Spending.ComputedTokens),
        ("candidate", StoreJson.Write(t.Candidate)), ("calibration", StoreJson.Write(t.Calibration)),
        ("screening", t.Screening is { } screening ? StoreJson.Write(screening) : null),
    ];

    public static Trial Trial(SqliteRow row) => new()
    {
        Number = row.Int("number"),
        Level = row.Int("level"),
        State = row.Name<TrialState>("state"),
        Operator = row.Text("operator"),
        Parent = row.Int("parent"),
        Change = row.Text("change"),
        TrainValue = row.DoubleOrNull("train_value"),
        Value = row.DoubleOrNull("value"),
        StandardError = row.DoubleOrNull("standard_error"),
        Rows = row.Int("rows"),
        SeedValue = row.DoubleOrNull("seed_value"),
        RowsSaved = row.Int("rows_saved"),
        OtherParent = row.Int("other_parent"),
        AdjustedValue = row.DoubleOrNull("adjusted_value"),
        SeedAdjustedValue = row.DoubleOrNull("seed_adjusted_value"),
        Reason = row.Text("reason"),
        Spending = new(row.Long("calls"), row.Long("tokens"), row.Long("computed_tokens")),
        Candidate = row.Json<Candidate>("candidate"),
        Calibration = row.Json<FittedCalibration>("calibration"),
        Screening = row.TextOrNull("screening") is null ? null : row.Json<Screening>("screening"),
    };

    public static (string Name, object? Value)[] Of(RulesVersion r) => [("level", r.Level), ("text", r.Text)];

    public static RulesVersion Rules(SqliteRow row) => new(row.Int("level"), row.Text("text"));

    public static (string Name, object? Value)[] Of(Wave w) =>
        [("trial", w.Key.Trial), ("phase", w.Key.Phase), ("number", w.Key.Index), ("study_seconds", w.StudySeconds)];

    public static (string Name, object? Value)[] Of(WaveKey key, Rollout r) =>
    [
        ("trial", key.Trial), ("phase", key.Phase), ("wave", key.Index), ("position", r.Position), ("example_id", r.ExampleId), ("input", r.Input),
        ("target", r.Target), ("output", r.Output), ("answer", r.Answer), ("score", r.Score), ("finish", r.Finish),
        ("prompt_tokens", r.PromptTokens), ("output_tokens", r.OutputTokens), ("cached_tokens", r.CachedTokens), ("seconds", r.Seconds),
        ("label_log_probabilities", StoreJson.Write(r.LabelLogProbabilities)), ("calls", r.Calls),
        ("episode", r.Episode is { } episode ? StoreJson.Write(episode) : null), ("cut_off", r.CutOff),
        ("samples", r.Samples is { } samples ? StoreJson.Write(samples) : null),
    ];

    public static (WaveKey Key, Rollout Rollout) Rollout(SqliteRow row) => (new(row.Int("trial"), row.Name<Phase>("phase"), row.Int("wave")), new()
    {
        Position = row.Int("position"),
        ExampleId = row.Text("example_id"),
        Input = row.Text("input"),
        Target = row.Text("target"),
        Output = row.Text("output"),
        Answer = row.TextOrNull("answer"),
        Score = row.DoubleOrNull("score"),
        Finish = row.Text("finish"),
        PromptTokens = row.Int("prompt_tokens"),
        OutputTokens = row.Int("output_tokens"),
        CachedTokens = row.Int("cached_tokens"),
        Seconds = row.Double("seconds"),
        LabelLogProbabilities = row.Json<double[]>("label_log_probabilities"),
        Calls = row.Int("calls"),
        Episode = row.TextOrNull("episode") is { } episode ? StoreJson.Read<EpisodeRecord>(episode) : null,
        CutOff = row.Int("cut_off"),
        Samples = row.TextOrNull("samples") is { } samples ? StoreJson.Read<SampleSet>(samples) : null,
    });
}
