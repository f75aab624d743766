using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Reports;

/// <summary>The text of <c>best.yaml</c>, which <see cref="CandidateFile"/> reads.</summary>
internal static class CandidateYaml
{
    /// <summary>Kind and version of the file.</summary>
    public const string Format = "promptopt-candidate/1";

    public static string Write(Study study, TaskSpec task, Trial trial, StudyOutcome outcome, IReadOnlyList<string> labels)
    {
        var yaml = new YamlText()
            .Comment($"Best candidate of study {study.Name} for task {task.Name}. Check it on other data with: promptopt eval")
            .Word("format", Format);
        Candidate(yaml, trial.Candidate);
        Calibration(yaml, trial.Candidate.Calibration, trial.Calibration, labels);
        yaml.Map("decoding", y => Decoding(y, trial.Candidate.Decoding, trial.Candidate.AnswerSeed));
        yaml.Map("study", y => Facts(y, study, task, trial, outcome));
        return yaml.ToString();
    }

    private static void Candidate(YamlText yaml, Candidate candidate)
    {
        Texts(yaml, candidate);
        if (candidate.AnswerMark is { } mark) yaml.Quoted("answer_mark", mark);
        if (candidate.NearestExamples is { } nearest)
            yaml.Map("nearest_examples", y => y.Plain("count", nearest.Count).Word("by", KebabCase.Of(nearest.By)));
        yaml.Map("label_words", y => Texts(y, candidate.LabelWords));
        AnswerLoop(yaml, candidate);
    }

    private static void AnswerLoop(YamlText yaml, Candidate candidate)
    {
        if (candidate.Samples > 1) yaml.Plain(AnswerLoopYaml.SamplesKey, candidate.Samples).Word(AnswerLoopYaml.AggregationKey, KebabCase.Of(candidate.Aggregation));
        if (candidate.Reasoning is { } loop)
            yaml.Map(AnswerLoopYaml.ReasoningKey, y => y.Plain(AnswerLoopYaml.StepsKey, loop.Steps).Plain(AnswerLoopYaml.PeriodKey, loop.PlanningPeriod));
    }

    private static void Texts(YamlText yaml, Candidate candidate) => yaml
        .Block("instruction", candidate.Instruction)
        .Quoted("user", candidate.User)
        .Quoted("answer_prefix", candidate.AnswerPrefix)
        .Word("mode", KebabCase.Of(candidate.Mode))
        .Word("layout", KebabCase.Of(candidate.Layout))
        .Maps("examples", candidate.Examples, (y, example) => y
            .Quoted("id", example.Id)
            .Quoted("input", example.Input)
            .Quoted("target", example.Target)
            .Map("fields", f => Texts(f, example.Fields)));

    private static void Texts(YamlText yaml, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (key, value) in texts.OrderBy(p => p.Key, StringComparer.Ordinal)) yaml.Quoted(YamlText.Quote(key), value);
    }

    private static void Calibration(YamlText yaml, CalibrationMethod? setting, FittedCalibration fitted, IReadOnlyList<string> labels)
    {
        if (fitted.Offsets.Count > 0 && fitted.Offsets.Count != labels.Count)
            throw new ArgumentException($"{fitted.Offsets.Count} calibration offsets need as many labels, but there are {labels.Count}", nameof(labels));
        yaml.Map("calibration", y =>
        {
            y.Word("setting", setting is { } fixedMethod ? KebabCase.Of(fixedMethod) : CandidateFile.ChosenOnTrain);
            y.Word("method", KebabCase.Of(fitted.Method));
            y.Plain("rows", fitted.Rows);
            y.Map("offsets", o =>
            {
                for (var i = 0; i < fitted.Offsets.Count; i++) o.Plain(YamlText.Quote(labels[i]), fitted.Offsets[i]);
            });
        });
    }

    private static void Decoding(YamlText yaml, DecodingParameters decoding, int? seed)
    {
        foreach (var field in DecodingField.All) yaml.Plain(field.Name, field.Get(decoding));
        if (seed is not null) yaml.Plain(DecodingYaml.SeedKey, seed);
        yaml.Texts("stop", decoding.Stop).Map("logit_bias", y =>
        {
            foreach (var (token, bias) in decoding.LogitBias.OrderBy(p => p.Key)) y.Plain(YamlText.Quote(FormattableString.Invariant($"{token}")), bias);
        });
    }

    private static void Facts(YamlText yaml, Study study, TaskSpec task, Trial trial, StudyOutcome outcome)
    {
        Found(yaml, study, task, trial, outcome);
        if (outcome.Objective is not { } objective) return;
        yaml.Quoted("objective", objective.Objective)
            .Plain("cost", objective.Cost)
            .Plain("seed_cost", objective.SeedCost)
            .Plain("cost_ratio", objective.Ratio)
            .Plain("cost_ratio_low", objective.RatioLow)
            .Plain("cost_ratio_high", objective.RatioHigh)
            .Plain("non_inferiority_p", objective.NonInferiorityP);
    }

    private static void Found(YamlText yaml, Study study, TaskSpec task, Trial trial, StudyOutcome outcome) => yaml
        .Quoted("name", study.Name)
        .Quoted("task", task.Name)
        .Quoted("task_fingerprint", study.TaskFingerprint)
        .Quoted("model", Path.GetFileName(study.ModelPath))
        .Quoted("model_identity", study.ModelIdentity)
        .Quoted("engine", study.Engine)
        .Plain("seed", study.Seed)
        .Quoted("created_at", study.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
        .Plain("trial", trial.Number)
        .Quoted("operator", trial.Operator)
        .Word("verdict", KebabCase.Of(outcome.Verdict))
        .Quoted("explanation", outcome.Explanation)
        .Plain("validation_value", trial.Value)
        .Plain("test_value", outcome.TestAccuracy)
        .Plain("seed_test_value", outcome.SeedTestAccuracy)
        .Plain("difference", outcome.Difference)
        .Plain("ci_low", outcome.CiLow)
        .Plain("ci_high", outcome.CiHigh)
        .Plain("p", outcome.P)
        .Plain("test_rows", outcome.TestRows)
        .Plain("test_uses", outcome.TestUses);
}
