using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class TaskDataReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Splits_keep_class_shares_to_within_a_row_and_sizes_add_up()
    {
        var data = Read(Rows(100, i => i % 5 == 0 ? "rare" : "common"), new MetricSpec { Kind = MetricKind.Accuracy });
        Assert.Equal((40, 30, 30), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal((8, 6, 6), (Rare(data.Train), Rare(data.Validation), Rare(data.Test)));
        Assert.Equal(["common", "rare"], data.Labels);
        Assert.Equal(["input", "target"], data.Fields);
        static int Rare(IReadOnlyList<Example> rows) => rows.Count(row => row.Target == "rare");
    }

    [Fact]
    public void Duplicates_and_second_targets_are_left_out_with_a_note()
    {
        var rows = Rows(40, i => $"{i}") + Row("Question   1", "1") + Row("question 2", "other");
        var data = Read(rows, new MetricSpec());
        Assert.Equal(40, data.Train.Count + data.Validation.Count + data.Test.Count);
        var path = Path.Combine(folder.Path, "data.jsonl");
        Assert.Equal(
            [
                $"{path}:41: left out, the same row as {path}:2",
                $"{path}:42: left out, the same input as {path}:3 with another target ('other' instead of '2')",
            ],
            data.Notes);
    }

    [Fact]
    public void With_a_test_file_its_inputs_are_taken_out_of_the_other_splits()
    {
        var test = folder.Write("test.jsonl", Rows(12, i => $"{i}"));
        var task = Task(Rows(40, i => $"{i}"), new MetricSpec());
        var data = TaskDataReader.Read(task, test);
        Assert.Equal((16, 12, 12), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(12, data.Notes.Count);
        Assert.Contains(data.Notes, note => note.EndsWith($"data.jsonl:1: left out, its input is in the test set at {test}:1", StringComparison.Ordinal));
        Assert.Empty(data.Test.Select(e => e.Id).Intersect(data.Train.Concat(data.Validation).Select(e => e.Id)));
        Assert.Equal(data.Fingerprint, TaskDataReader.Read(task with { Data = task.Data with { TestFile = test } }).Fingerprint);
    }

    [Theory]
    [InlineData("{\"question\":\"q\",\"tgt\":\"t\"}", "no target column found; the columns are question, tgt")]
    [InlineData("{\"input\":\"q\",\"target\":\" \"}", "data.jsonl:1: 'target' is empty")]
    [InlineData("{\"input\":\"q\",\"target\":\"1\"}\n{\"input\":\"q2\"}", "data.jsonl:2: 'target' is missing")]
    [InlineData("{\"input\":\"q\",\"target\":\"1\"}", "too few rows")]
    public void Unusable_rows_are_refused(string rows, string expected) => Assert.Contains(expected, Fail(Task(rows, new MetricSpec())), StringComparison.Ordinal);

    [Fact]
    public void Slot_f1_needs_json_objects_as_targets_and_says_which_row_has_none()
    {
        var rows = Rows(40, i => i == 2 ? "Paris" : $$"""{\"city\": \"{{i}}\"}""");
        Assert.Contains(
            "data.jsonl:3: the target 'Paris' is not a JSON object, but the metric is slot-f1",
            Fail(Task(rows, new MetricSpec { Kind = MetricKind.SlotF1 })), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_rows_are_refused_with_the_number_needed()
    {
        var message = Fail(Task(Rows(31, i => $"{i}"), new MetricSpec()));
        Assert.Contains("There are 31 distinct inputs; at least 33 are needed", message, StringComparison.Ordinal);
        Assert.Equal(10, Read(Rows(33, i => $"{i}"), new MetricSpec()).Test.Count);
    }

    [Fact]
    public void An_unknown_label_is_refused_with_the_nearest_one()
    {
        var task = Task(Rows(40, i => i == 7 ? "posative" : "positive"), new MetricSpec { Kind = MetricKind.Accuracy });
        task = task with { Answer = new AnswerSpec { Labels = ["positive", "negative"] } };
        var message = Fail(task);
        Assert.Contains("data.jsonl:8: the target 'posative' is not one of the labels positive, negative (did you mean 'positive'?)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MetricKind.Accuracy, "A", "is 'A' (")]
    [InlineData(MetricKind.Numeric, "x", "is not a number")]
    [InlineData(MetricKind.Regex, "(", "is not a regular expression")]
    public void Targets_must_suit_the_metric(MetricKind metric, string target, string expected)
    {
        var rows = Rows(40, i => i switch { 3 => target, 4 => "a", _ => $"{i % 3}" });
        Assert.Contains(expected, Fail(Task(rows, new MetricSpec { Kind = metric })), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_can_be_named_and_unknown_ones_are_refused_with_the_nearest()
    {
        var task = Task(string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"frage\":\"q{i}\",\"antwort\":\"{i}\"}}\n")), new MetricSpec());
        var data = TaskDataReader.Read(task with { Data = task.Data with { Input = "frage", Target = "antwort" } });
        Assert.All(data.Test, row => Assert.Equal(row.Fields["frage"], row.Input));
        Assert.Contains("(did you mean 'frage'?)", Fail(task with { Data = task.Data with { Input = "fragen", Target = "antwort" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_test_fingerprint_depends_on_test_rows_alone()
    {
        var test = folder.Write("test.jsonl", Rows(12, i => $"{i}", "test"));
        var first = TaskDataReader.Read(Task(Rows(40, i => $"{i}"), new MetricSpec()), test);
        var second = TaskDataReader.Read(Task(Rows(40, i => $"{i + 1}"), new MetricSpec()), test);
        Assert.Equal(first.TestFingerprint, second.TestFingerprint);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Matches("^[0-9a-f]{64}$", first.Fingerprint);
    }

    private static string Rows(int count, Func<int, string> target, string word = "question") =>
        string.Concat(Enumerable.Range(0, count).Select(i => Row($"{word} {i}", target(i))));

    private static string Row(string input, string target) => $"{{\"input\":\"{input}\",\"target\":\"{target}\"}}\n";

    private static string Fail(TaskSpec task) => Assert.Throws<BadInputException>(() => TaskDataReader.Read(task)).Message;

    private TaskData Read(string rows, MetricSpec metric) => TaskDataReader.Read(Task(rows, metric));

    private TaskSpec Task(string rows, MetricSpec metric) => new()
    {
        Name = "demo",
        Folder = folder.Path,
        Data = new DataSpec { File = folder.Write("data.jsonl", rows) },
        Metric = metric,
        Seed = new SeedPromptSpec { Instruction = "" },
    };
}
