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

    /// <summary>What the model of this task says with so many examples.</summary>
    public static double[] Scores(ScoreRequest request, int examples)
    {
        string input = request.Prompt.Messages[^1].Text;
        int hash = Hash(input, 17);
        int right = int.TryParse(input.Split(' ').Last(), out int n) ? n % 3 : 0;
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
