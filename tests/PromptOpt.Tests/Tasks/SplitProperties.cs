using System.Globalization;
using FsCheck.Xunit;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class SplitProperties
{
    private static readonly string[] Classes = ["a", "b", "c"];

    [Property(MaxTest = 60)]
    public void No_normalised_input_is_in_two_splits_and_none_is_lost(string[] words)
    {
        var inputs = Inputs(words);
        var map = Map(Read(inputs, i => $"{i}", MetricKind.ExactMatch), Assert.NotNull);
        Assert.Equal(inputs.Select(NormalizedText.Of).Distinct().Count(), map.Count);
    }

    [Property(MaxTest = 40)]
    public void Order_of_rows_and_open_targets_do_not_change_the_split(string[] words, int seed)
    {
        var inputs = Inputs(words);
        var expected = Map(Read(inputs, i => $"{i}", MetricKind.ExactMatch));
        var shuffled = inputs.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(expected, Map(Read(shuffled, i => "same", MetricKind.ExactMatch)));
    }

    [Property(MaxTest = 40)]
    public void With_labels_the_order_of_rows_changes_nothing_at_all(ushort rows, int seed)
    {
        var inputs = Enumerable.Range(0, 40 + (rows % 100)).Select(i => $"text {i}").ToArray();
        string Label(string input) => Classes[int.Parse(input[5..], CultureInfo.InvariantCulture) % 7 % 3];
        var first = Read(inputs, i => Label(inputs[i]), MetricKind.Accuracy);
        var shuffled = inputs.ToArray();
        new Random(seed).Shuffle(shuffled);
        var second = Read(shuffled, i => Label(shuffled[i]), MetricKind.Accuracy);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.All(Classes, c => Assert.InRange(first.Train.Count(e => e.Target == c) - (0.4 * inputs.Count(i => Label(i) == c)), -1, 1));
    }

    private static string[] Inputs(string[] words) =>
        [.. words.Where(w => !string.IsNullOrWhiteSpace(w)).Concat(Enumerable.Range(0, 40).Select(i => $"row {i}")).DistinctBy(NormalizedText.Of)];

    private static Dictionary<string, int> Map(TaskData data, Action<string>? check = null)
    {
        var map = new Dictionary<string, int>();
        foreach (var (split, rows) in new[] { data.Train, data.Validation, data.Test }.Index())
            foreach (var row in rows)
            {
                check?.Invoke(row.Input);
                map.Add(NormalizedText.Of(row.Input), split);
            }
        return map;
    }

    private static TaskData Read(string[] inputs, Func<int, string> target, MetricKind metric)
    {
        using var folder = new TemporaryFolder();
        var rows = inputs.Select((input, i) => System.Text.Json.JsonSerializer.Serialize(new { input, target = target(i) }));
        return TaskDataReader.Read(new TaskSpec
        {
            Name = "demo",
            Folder = "",
            Data = new DataSpec { File = folder.Write("data.jsonl", string.Join('\n', rows)) },
            Metric = new MetricSpec { Kind = metric },
            Seed = new SeedPromptSpec { Instruction = "" },
        });
    }
}
