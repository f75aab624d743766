using PromptOpt.LanguageModels;

namespace PromptOpt.Tuning.Llambo.Wording;

/// <summary>The questions that a model is asked, from <c>prompts/llambo-*.txt</c>, with as much of the history as fits its context.</summary>
internal sealed class LlamboPrompts
{
    /// <summary>What a row of a trial that could not be run shows for a score.</summary>
    public const string Failed = "failed";

    private const string Arrow = " =>";

    private readonly LlamboSetting _setting;
    private readonly SamplerContext _context;
    private readonly string _problem;

    public LlamboPrompts(LlamboSetting setting, SamplerContext context)
    {
        (_setting, _context) = (setting, setting.Shown(context));
        Rows = new RowText(context.Space, setting.Options.IsAnonymous);
        _problem = setting.Card.Describe(setting.Options.Level);
    }

    public RowText Rows { get; }

    /// <summary>Asks for the score of a configuration: its row is what the answer begins with.</summary>
    public ChatPrompt Score(Spaces.Configuration asked, ScoreScale scale, int ordering) => Fitting(ordering, answer: scale.Digits + 4, rows => About(
        asked, "llambo-score", new Dictionary<string, string>
        {
            ["problem"] = _problem,
            ["lowest"] = scale.WriteBin(0),
            ["highest"] = scale.WriteBin(scale.Bins - 1),
            ["rows"] = Lines(rows, o => Rows.Words(o.Configuration) + Arrow + " " + ScoreOf(o, scale)),
        }));

    /// <summary>Asks whether a configuration is good.</summary>
    public ChatPrompt Good(Spaces.Configuration asked, IReadOnlySet<int> good, string yes, string no, int ordering) => Fitting(ordering, answer: 4, rows => About(
        asked, "llambo-good", new Dictionary<string, string>
        {
            ["problem"] = _problem,
            ["yes"] = yes,
            ["no"] = no,
            ["rows"] = Lines(rows, o => Rows.Words(o.Configuration) + Arrow + " " + (good.Contains(o.Number) ? yes : no)),
        }));

    /// <summary>Asks for a configuration that reaches a score.</summary>
    public ChatPrompt Candidate(double target, ScoreScale scale, int ordering, int answer) => Fitting(ordering, answer, rows => _setting.Prompts.Fill(
        "llambo-candidate", new Dictionary<string, string>
        {
            ["problem"] = _problem,
            ["ranges"] = Rows.Ranges(),
            ["rows"] = Lines(rows, o => ScoreOf(o, scale) + ": " + Rows.Json(o.Configuration)),
            ["target"] = scale.Write(target),
        }));

    /// <summary>Asks for first configurations, before anything was tried.</summary>
    public ChatPrompt Start(int count) => _setting.Prompts.Fill("llambo-start", new Dictionary<string, string>
    {
        ["problem"] = _problem,
        ["ranges"] = Rows.Ranges(),
        ["count"] = count == 1 ? "one configuration" : FormattableString.Invariant($"{count} configurations that differ much from each other"),
    });

    // The answer is made to begin with the row in question.
    private ChatPrompt About(Spaces.Configuration asked, string name, Dictionary<string, string> values) =>
        _setting.Prompts.Fill(name, values) with { AnswerPrefix = Rows.Words(asked) + Arrow };

    private static string ScoreOf(Observation observation, ScoreScale scale) => observation.State == ObservationState.Complete ? scale.Write(observation.Value) : Failed;

    private static string Lines(IReadOnlyList<Observation> rows, Func<Observation, string> line) => string.Join('\n', rows.Select(line));

    // Fewer rows where they do not fit: what a model cannot see is better left out by rule than refused. What does not fit with two rows is refused here, before a group
    // of such requests is paid for.
    private ChatPrompt Fitting(int ordering, int answer, Func<IReadOnlyList<Observation>, ChatPrompt> ask)
    {
        for (int most = _setting.Options.MostRows; ; most = most * 3 / 4)
        {
            var rows = Ordered(HistoryRows.Choose(_context.History, most), ordering);
            var prompt = ask(rows);
            var (tokens, room) = (_setting.Model.CountTokens(prompt), _setting.Model.Info.ContextTokens);
            if (tokens + answer <= room) return prompt;
            if (most <= 2) throw new PromptTooLongException(tokens, answer, room);
        }
    }

    // A permutation of its own for every trial and ordering; the same for all candidates, so that they share the prefix.
    private Observation[] Ordered(IReadOnlyList<Observation> rows, int ordering) => _context.Random.Fork(RandomKeys.Ordering, (ulong)ordering).Shuffled(rows);
}
