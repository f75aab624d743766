using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Environments;

/// <summary>The episodes of a task as rows, so that everything that compares candidates on rows works on them.</summary>
public static class EpisodeData
{
    /// <summary>Names that templates of a multi-step task may use: what the agent sees now (with what the world said about the last step before it), that saying
    /// alone, the number of the step from 1, and the most steps.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["observation", "feedback", "step", "step_limit"];

    private const ulong SeedsOfSplit = 1_000_000;

    /// <summary>Makes the rows of all splits.</summary>
    public static TaskData Read(TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var spec = task.Environment ?? throw new ArgumentException("The task has no environment.", nameof(task));
        var counts = spec.Episodes;
        string what = JsonSerializer.Serialize(spec);
        return new()
        {
            Train = Rows(Phase.Train, counts.Train, counts.Seed),
            Validation = Rows(Phase.Validation, counts.Validation, counts.Seed),
            Test = Rows(Phase.Test, counts.Test, counts.Seed),
            Labels = [],
            Fields = Fields,
            Notes = [],
            Fingerprint = Hash(what),
            TestFingerprint = Hash(JsonSerializer.Serialize(spec with { Episodes = new() { Train = 0, Validation = 0, Test = counts.Test, Seed = counts.Seed } })),
        };
    }

    /// <summary>The episode that a row stands for.</summary>
    public static EpisodeSpec Episode(Example row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            Enum.Parse<Phase>(row.Fields["split"]),
            int.Parse(row.Fields["index"], CultureInfo.InvariantCulture),
            ulong.Parse(row.Fields["seed"], CultureInfo.InvariantCulture));
    }

    private static Example[] Rows(Phase split, int count, long first) => [.. Enumerable.Range(0, count).Select(index => Row(split, index, first))];

    private static Example Row(Phase split, int index, long first)
    {
        ulong seed = ((ulong)first * 4 + (ulong)split) * SeedsOfSplit + (ulong)index;
        string name = FormattableString.Invariant($"{split.ToString().ToLowerInvariant()} {index + 1}");
        return new()
        {
            Id = name.Replace(' ', '-'),
            Input = "episode " + name,
            Target = "",
            Fields = new Dictionary<string, string>
            {
                ["split"] = split.ToString(),
                ["index"] = index.ToString(CultureInfo.InvariantCulture),
                ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
