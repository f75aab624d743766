using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Operators;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Yaml;

namespace PromptOpt.Tuning.Knobs;

/// <summary>All knobs, those that others count under before them.</summary>
internal static class KnobSet
{
    /// <summary>The knob that is a choice among prompts.</summary>
    public const string Prompt = "prompt";

    /// <summary>The knob that says whether answers are written or labels scored.</summary>
    public const string AnswerMode = "answer_mode";

    /// <summary>The knob of examples.</summary>
    public const string Examples = "examples";

    /// <summary>The knob that says how tokens are drawn.</summary>
    public const string Sampling = "sampling";

    /// <summary>The knob of the temperature.</summary>
    public const string Temperature = "temperature";

    /// <summary>The knob that says how many answers are drawn for a row.</summary>
    public const string Samples = "samples";

    private const string TopP = "top_p";
    private const string Reasoning = "reasoning";
    private const string Greedy = "greedy";

    /// <summary>Texts that end a reply, by what a value is called.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Stops = new() { ["none"] = [], ["blank-line"] = ["\n\n"], ["line"] = ["\n"] };

    private static readonly ParameterCondition WhenWritten = new(AnswerMode, [KebabCase.Of(Tasks.AnswerMode.Free)]);
    private static readonly ParameterCondition WhenScored = new(AnswerMode, [KebabCase.Of(Tasks.AnswerMode.Choice)]);
    private static readonly ParameterCondition WhenDrawn = new(Sampling, [Temperature, TopP]);

    /// <summary>The knobs, in the order in which they are set.</summary>
    public static IReadOnlyList<Knob> All { get; } =
    [
        OfPrompt(),
        OfAnswerMode(),
        Words("calibration", Enum.GetValues<CalibrationMethod>(), c => c.Calibration ?? CalibrationMethod.None, (c, method) => c with { Calibration = method }) with
        {
            ChangesCost = true, // some are fitted on train rows
            Under = [WhenScored],
            Refuses = context => Offered(context, AnswerMode) || context.Base.Mode == Tasks.AnswerMode.Choice ? null : "it is about scored labels",
        },
        OfExamples(),
        OfSampling(),
        Drawn(Temperature, 0.05, 1, 0.05) with { Under = [new(Sampling, [Temperature]), WhenWritten] },
        Drawn(TopP, 0.5, 1, 0.01) with { NeedsDraws = true, Under = [new(Sampling, [TopP]), WhenWritten] },
        Drawn("top_k", 0, 100, null) with { NeedsDraws = true },
        Drawn("min_p", 0, 0.2, 0.01) with { NeedsDraws = true },
        Drawn("typical_p", 0.5, 1, 0.01) with { NeedsDraws = true },
        Drawn("repeat_penalty", 1, 1.3, 0.01) with { Under = [WhenWritten] }, // penalties change greedy answers, too
        Drawn("frequency_penalty", 0, 1, 0.05) with { Under = [WhenWritten] },
        Drawn("presence_penalty", 0, 1, 0.05) with { Under = [WhenWritten] },
        Written("max_tokens", ParameterKind.Whole, 8, 512, null, ParameterScale.Log, c => c.Decoding.MaxTokens, (c, value) => c with { Decoding = c.Decoding with { MaxTokens = (int)value } }) with { ChangesLength = true },
        SeedKnob.Create([WhenDrawn, WhenWritten], NotWritten),
        OfStop(),
        OfReasoning(),
        Written("reasoning_steps", ParameterKind.Whole, 4, 12, null, ParameterScale.Linear, c => c.Reasoning?.Steps ?? 4, (c, value) => c with { Reasoning = (c.Reasoning ?? new() { Steps = 4 }) with { Steps = (int)value } }) with { ChangesLength = true, Under = [new(Reasoning, ["true"]), WhenWritten] },
        Written("planning_period", ParameterKind.Whole, 1, 4, null, ParameterScale.Linear, c => c.Reasoning?.PlanningPeriod ?? 1, (c, value) => c with { Reasoning = (c.Reasoning ?? new() { Steps = 4 }) with { PlanningPeriod = (int)value } }) with { ChangesLength = true, Under = [new(Reasoning, ["true"]), WhenWritten] },
        OfAnswerPrefix(),
        OfSamples(),
        Words("aggregation", Enum.GetValues<Aggregation>(), c => c.Aggregation, (c, how) => c with { Aggregation = how }, CanAggregate) with { NeedsSamples = true, Under = [new(Samples, [3, 5, 9])] },
    ];

    /// <summary>The one of this name; null if there is none.</summary>
    public static Knob? Find(string name) => All.FirstOrDefault(knob => knob.Name == name);

    private static string? NotWritten(KnobContext context) =>
        context.Base.Mode == Tasks.AnswerMode.Choice && !context.HasLabels ? "labels are scored, and nothing is written" : null;

    private static bool Offered(KnobContext context, string name) => Find(name)!.Refuses(context) is null;

    private static Knob Drawn(string name, double low, double high, double? step)
    {
        var field = DecodingField.Named(name);
        return Written(
            name, field.IsWhole ? ParameterKind.Whole : ParameterKind.Real, low, high, step, ParameterScale.Linear,
            c => field.Get(c.Decoding), (c, value) => c with { Decoding = field.Set(c.Decoding, value) }) with
        {
            Under = [WhenDrawn, WhenWritten],
        };
    }

    private static Knob Written(
        string name, ParameterKind kind, double low, double high, double? step, ParameterScale scale, Func<Candidate, double> get, Func<Candidate, double, Candidate> set) =>
        Knob.Number(name, kind, low, high, get, set, step, scale) with { Under = [WhenWritten], Refuses = NotWritten };

    private static bool CanAggregate(KnobContext context, Aggregation how) =>
        how != Aggregation.BestLogProbability || context.Capabilities.HasFlag(LanguageModelCapabilities.TokenProbabilities);

    private static Knob Words<T>(string name, T[] values, Func<Candidate, T> get, Func<Candidate, T, Candidate> set, Func<KnobContext, T, bool>? isPossible = null)
        where T : struct, Enum =>
        new(
            name,
            context => Parameter.Categorical(
                name, [.. values.Where(value => isPossible?.Invoke(context, value) ?? true).Select(value => new ParameterValue(KebabCase.Of(value)))], KebabCase.Of(get(context.Base))),
            (candidate, value, _) => set(candidate, KebabCase.Find<T>(value.ToString())!.Value));

    private static Knob OfAnswerMode() =>
        Words<AnswerMode>(AnswerMode, [Tasks.AnswerMode.Free, Tasks.AnswerMode.Choice], c => c.Mode, (c, mode) => mode == Tasks.AnswerMode.Choice ? c.WithScoredLabels() : c with { Mode = mode }) with
        {
            ChangesLength = true,
            Refuses = context => !context.HasLabels ? "the task has no labels to score" : context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring) ? null : "the model cannot score labels",
        };

    private static Knob OfPrompt() => new(
        Prompt,
        context => Parameter.Categorical(Prompt, Names(context.Pool!.Prompts), context.Pool.PromptOf(context.Base)?.Name ?? context.Pool.Prompts[0].Name),
        (candidate, value, context) => context.Pool!.WithPrompt(candidate, value.ToString()))
    {
        ChangesLength = true,
        Refuses = context => context.Pool is { Prompts.Count: > 1 } ? null : "there is only one to choose from",
    };

    private static Knob OfExamples() => new(
        Examples,
        context => context.Pool is { Sets.Count: > 0 } pool
            ? Parameter.Categorical(Examples, Names(pool.Sets), pool.SetOf(context.Base)?.Name ?? PromptPool.NoExamples)
            : Parameter.Ordinal(Examples, [0, .. ExampleDraw.Sizes(context.Train, context.HasLabels ? context.Labels : []).Select(size => new ParameterValue((double)size))], 0),
        (candidate, value, context) => !value.IsNumber ? context.Pool!.WithSet(candidate, value.ToString())
            : value.Number == 0 ? candidate
            : candidate with { Examples = ExampleDraw.OfSize(context.Train, context.HasLabels ? context.Labels : [], (int)value.Number, context.Study.Fork(0xE8A)) })
    {
        ChangesLength = true,
        Refuses = context => context.HasEpisodes ? "a multi-step task has no rows to show"
            : context.Pool is not { Sets.Count: > 0 } && (context.Base.Examples.Count > 0 || context.Base.NearestExamples is not null) ? "the prompt has examples of its own" : null,
    };

    private static ParameterValue[] Names(IReadOnlyList<PromptChoice> choices) => [.. choices.Select(choice => new ParameterValue(choice.Name))];

    private static Knob OfSampling() => new(
        Sampling,
        context => Parameter.Categorical(Sampling, [Greedy, Temperature, TopP], context.Base.Decoding is { Temperature: 0 } ? Greedy : context.Base.Decoding is { Temperature: 1, TopP: < 1 } ? TopP : Temperature),
        (candidate, value, _) => candidate with
        {
            Decoding = value.ToString() switch
            {
                Greedy => candidate.Decoding with { Temperature = 0, TopP = 1 },
                Temperature => candidate.Decoding with { TopP = 1 },
                _ => candidate.Decoding with { Temperature = 1 },
            },
        })
    {
        Under = [WhenWritten],
        Refuses = NotWritten,
    };

    /// <summary>The base's own texts are a value of their own where they are not among the others.</summary>
    private static Knob OfStop() => new(
        "stop",
        context => Parameter.Categorical("stop", [.. Stops.Keys.Append(StopOf(context.Base)).Distinct().Select(name => new ParameterValue(name))], StopOf(context.Base)),
        (candidate, value, context) => candidate with { Decoding = candidate.Decoding with { Stop = Stops.GetValueOrDefault(value.ToString()) ?? context.Base.Decoding.Stop } })
    {
        Under = [WhenWritten],
        Refuses = NotWritten,
    };

    private static string StopOf(Candidate candidate) => Stops.FirstOrDefault(stop => stop.Value.SequenceEqual(candidate.Decoding.Stop)).Key ?? "own";

    private static Knob OfReasoning() => new(
        Reasoning,
        context => Parameter.Boolean(Reasoning, context.Base.Reasoning is not null),
        (candidate, value, _) => candidate with { Reasoning = value.IsTrue ? candidate.Reasoning ?? new ReasoningLoop { Steps = 4 } : null })
    {
        ChangesLength = true,
        Under = [WhenWritten],
        Refuses = context => NotWritten(context) ?? (context.Task.Answer.Constraint is null ? null : "the task limits answers by a grammar or schema"),
    };

    private static Knob OfAnswerPrefix() => new(
        "answer_prefix",
        context => Parameter.Categorical("answer_prefix", [.. context.AnswerPrefixes.Prepend("").Append(context.Base.AnswerPrefix).Distinct().Select(text => new ParameterValue(text))], context.Base.AnswerPrefix),
        (candidate, value, _) => candidate with { AnswerPrefix = value.ToString() })
    {
        ChangesLength = true,
        Under = [WhenWritten],
        Refuses = NotWritten,
    };

    private static Knob OfSamples() => new(
        Samples,
        context => Parameter.Ordinal(Samples, [.. new[] { 1, 3, 5, 9, context.Base.Samples }.Distinct().Order().Select(count => new ParameterValue((double)count))], context.Base.Samples),
        (candidate, value, _) => candidate with { Samples = (int)value.Number })
    {
        NeedsDraws = true,
        ChangesCost = true,
        Under = [WhenDrawn, WhenWritten],
        Refuses = context => NotWritten(context) ?? (context.HasEpisodes ? "moves of an episode are not put to the vote" : null),
    };
}
