using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Support;

/// <summary>
/// A label task that a scripted model answers well only when it is shown examples: each row's input holds its label's number, and
/// the model follows it with a strength that depends on the number of example turns, against a fixed bias for one label.
/// </summary>
internal static class ToyTask
{
    public static readonly string[] Labels = ["red", "green", "blue"];

    private static readonly string[] Hints = ["crimson", "leaf", "sky", "fire", "grass", "sea"];

    public static TaskSpec Spec(string folder, BudgetSpec? budget = null) => new()
    {
        Name = "toy",
        Description = "Which colour is meant?",
        Folder = folder,
        Data = new() { File = "none" },
        Answer = new() { Mode = AnswerMode.Choice, Labels = Labels },
        Metric = new() { Kind = MetricKind.Accuracy },
        Seed = new() { Instruction = "Name the colour: red, green or blue." },
        Budget = budget ?? new(),
    };

    public static TaskData Data(int train = 60, int validation = 60, int test = 60) => new()
    {
        Train = Rows("train", train),
        Validation = Rows("validation", validation),
        Test = Rows("test", test),
        Labels = Labels,
        Fields = ["input", "target"],
        Notes = [],
        Fingerprint = "toy",
        TestFingerprint = "toy-test",
    };

    /// <summary>A model that needs examples to do well.</summary>
    public static ScriptedLanguageModel Model(Action<int>? beforeCall = null) => new()
    {
        Score = request => Scores(request, request.Prompt.Messages.Count(m => m.Role == ChatRole.Assistant)),
        Write = request => "Say which colour is meant, red, green or blue, by the number in the text " + request.Seed % 1000,
        BeforeCall = beforeCall ?? (_ => { }),
    };

    /// <summary>A model to which prompts make no difference.</summary>
    public static ScriptedLanguageModel IndifferentModel() => new() { Score = request => Scores(request, 0) };

    /// <summary>A model to which prompts with examples are good or bad for no reason: many races are lost, and none is perfect.</summary>
    public static ScriptedLanguageModel CapriciousModel(Action<int>? beforeCall = null) => new()
    {
        Score = request => Scores(request, request.Prompt.Messages.Count == 2 ? -2 : Mood(request.Prompt.Messages.SkipLast(1))),
        Write = request => "Say which colour is meant, red, green or blue, by the number in the text " + request.Seed % 1000,
        BeforeCall = beforeCall ?? (_ => { }),
    };

    /// <summary>The task with open answers, which are written.</summary>
    public static TaskSpec OpenSpec(string folder) => Spec(folder) with { Answer = new(), Metric = new() { Kind = MetricKind.ExactMatch }, Seed = new() { Instruction = "Name the colour.", MaxTokens = 8 } };

    /// <summary>Its rows.</summary>
    public static TaskData OpenData() => Data() with { Labels = [] };

    /// <summary>A model that answers scored or written, to which any prompt, not only one with examples, is good or bad for no reason. It writes prompts, too.</summary>
    public static ScriptedLanguageModel MoodyModel(Action<int>? beforeCall = null) => Written(
        request => Scores(request, Mood(request.Prompt.Messages.SkipLast(1))),
        messages => Hash(messages[^1].Text, 5) % 12 < 6 + Mood(messages.SkipLast(1)),
        request => "Say which colour is meant, red, green or blue, by the number in the text " + request.Seed % 1000,
        beforeCall);

    /// <summary>A model that is right half of the time whatever the prompt, but on other rows with each, and that writes as it is told.</summary>
    public static ScriptedLanguageModel NoisyModel(Func<GenerateRequest, string> write)
    {
        return Written(Noise, IsLucky, write, null);

        static bool IsLucky(IReadOnlyList<ChatMessage> messages) => new SeededRandom((ulong)messages.Aggregate(11, (hash, m) => Hash(m.Text, hash))).Next(2) == 0;

        static double[] Noise(ScoreRequest request)
        {
            int right = Right(request.Prompt.Messages[^1].Text), said = IsLucky(request.Prompt.Messages) ? right : (right + 1) % 3;
            return [.. Enumerable.Range(0, request.Continuations.Count).Select(i => i == said ? -1.0 : -3)];
        }
    }

    private static ScriptedLanguageModel Written(
        Func<ScoreRequest, double[]> score, Func<IReadOnlyList<ChatMessage>, bool> knows, Func<GenerateRequest, string> write, Action<int>? beforeCall) => new()
        {
            Score = score,
            Write = request =>
            {
                var messages = request.Prompt.Messages;
                if (!IsRow(messages[^1].Text)) return write(request);
                int right = Right(messages[^1].Text);
                return Labels[knows(messages) ? right : (right + 1) % 3];
            },
            BeforeCall = beforeCall ?? (_ => { }),
        };

    private static bool IsRow(string text) => new[] { "train text", "validation text", "test text" }.Any(begin => text.StartsWith(begin, StringComparison.Ordinal));

    private static int Right(string row) => int.TryParse(row.Split(' ').Last(), out int n) ? n % 3 : 0;

    /// <summary>What the model of this task says with so many examples.</summary>
    public static double[] Scores(ScoreRequest request, int examples)
    {
        string input = request.Prompt.Messages[^1].Text;
        int hash = Hash(input, 17);
        int right = Right(input);
        var scores = new double[request.Continuations.Count];
        for (int i = 0; i < scores.Length; i++) scores[i] = -3 + hash / (i + 3) % 100 / 50.0;
        scores[0] += 0.8;
        scores[right] += 0.3 + Math.Min(examples, 12) * 0.2;
        return scores;
    }

    private static int Mood(IEnumerable<ChatMessage> messages) =>
        new SeededRandom((ulong)messages.Aggregate(7, (hash, m) => Hash(m.Text, hash))).Next(11) - 5;

    private static int Hash(string text, int start) => text.Aggregate(start, (h, c) => unchecked(h * 31 + c)) & 0x7fffffff;

    private static Example[] Rows(string split, int count) => Enumerable.Range(0, count).Select(i => new Example
    {
        Id = $"{split}{i:000}",
        Input = Text(split, i),
        Target = Labels[i % 3],
        Fields = new Dictionary<string, string> { ["input"] = Text(split, i), ["target"] = Labels[i % 3] },
    }).ToArray();

    private static string Text(string split, int i) => $"{split} text {Hints[i % 6]} {i * 7 + split.Length} {i}";
}
