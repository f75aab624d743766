using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Makes the rows of tasks/arithmetic-words: the same ones for the same seed.</summary>
internal static class ProblemGenerator
{
    public const int RowsPerLevel = 120;
    public const ulong Seed = 20;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<IReadOnlyList<Frame>> Levels { get; } = [EasyFrames.All, MediumFrames.All, HardFrames.All];

    public static IReadOnlyList<Problem> Generate(ulong seed = Seed)
    {
        var random = new SplitMix(seed);
        var problems = new List<Problem>();
        var seen = new HashSet<string>();
        for (var level = 1; level <= Levels.Count; level++)
        {
            var frames = Levels[level - 1];
            for (var tried = 0; problems.Count < level * RowsPerLevel; tried++)
            {
                var frame = frames[tried % frames.Count];
                var (input, answer) = frame.Render(random);
                if (seen.Add(input)) problems.Add(new Problem(input, answer, level, frame));
            }
        }
        random.Shuffle(problems);
        return problems;
    }

    public static string ToJsonLines(IEnumerable<Problem> problems)
    {
        var text = new StringBuilder();
        foreach (var problem in problems)
        {
            text.Append(JsonSerializer.Serialize(new { input = problem.Input, target = $"{problem.Answer}", level = problem.Level }, Readable)).Append('\n');
        }
        return text.ToString();
    }
}
