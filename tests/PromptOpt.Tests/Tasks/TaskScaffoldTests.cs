using PromptOpt.Feedback;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class TaskScaffoldTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => Path.Combine(folder.Path, "My Task");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_with_few_targets_make_a_label_task_whose_seed_names_them_all()
    {
        var rows = folder.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"\"text, {i}\",{(i % 2 == 0 ? "not spam" : "spam: \"\"no\"\"")}\n")).Replace("spam: \"\"no\"\"", "\"spam: \"\"no\"\"\"", StringComparison.Ordinal));
        var task = TaskScaffold.Create(Target, rows, new ScaffoldOptions());
        Assert.Equal(("my-task", AnswerMode.Choice, MetricKind.Accuracy), (task.Name, task.Answer.Mode, task.Metric.Kind));
        Assert.Equal(["not spam", "spam: \"no\""], task.Answer.Labels!);
        Assert.All(task.Answer.Labels!, label => Assert.Contains(label, task.Seed.Instruction, StringComparison.Ordinal));
        Assert.Equal(4, FeedbackFile.Load(Path.Combine(task.Folder, "feedback.yaml")).Rules.Count);
        Assert.Equal(File.ReadAllText(rows), File.ReadAllText(task.Data.File));
    }

    [Theory]
    [InlineData("rows.jsonl")]
    [InlineData("rows.json")]
    [InlineData("rows.tsv")]
    public void The_first_rows_can_be_taken_and_numbers_make_a_numeric_task(string name)
    {
        var rows = Enumerable.Range(0, 90).Select(i => (Input: $"sum {i}", Target: i));
        var json = rows.Select(r => $"{{\"q\": \"{r.Input}\", \"sum\": {r.Target}}}");
        var text = name switch
        {
            "rows.json" => $"[{string.Join(",", json)}]",
            "rows.tsv" => "q\tsum\n" + string.Concat(rows.Select(r => $"{r.Input}\t{r.Target}\n")),
            _ => string.Join('\n', json),
        };
        var task = TaskScaffold.Create(Target, folder.Write(name, text), new ScaffoldOptions { InputField = "q", TargetField = "sum", MaxRows = 50 });
        Assert.Equal((MetricKind.Numeric, ExtractionKind.LastNumber), (task.Metric.Kind, task.Answer.Extract));
        var data = TaskDataReader.Read(task);
        Assert.Equal((20, 15, 15), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void Open_answers_and_a_test_file_are_taken_too()
    {
        var rows = folder.Write("rows.jsonl", Lines("train"));
        var task = TaskScaffold.Create(Target, rows, new ScaffoldOptions { TestFile = folder.Write("held-out.jsonl", Lines("test")) });
        Assert.Equal((MetricKind.ExactMatch, ExtractionKind.Whole), (task.Metric.Kind, task.Answer.Extract));
        Assert.Equal(40, TaskDataReader.Read(task).Test.Count);
        static string Lines(string word) => string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"question\":\"{word} {i}\",\"answer\":\"word{i}\"}}\n"));
    }

    [Fact]
    public void A_folder_that_exists_is_never_touched_and_a_failure_leaves_none_behind()
    {
        var rows = folder.Write("rows.jsonl", "{\"input\":\"a\",\"target\":\"b\"}\n");
        var message = Assert.Throws<BadInputException>(() => TaskScaffold.Create(Target, rows, new ScaffoldOptions())).Message;
        Assert.Contains($"{rows}: too few rows", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        Directory.CreateDirectory(Target);
        Assert.Contains("exists already", Assert.Throws<BadInputException>(() => TaskScaffold.Create(Target, rows, new ScaffoldOptions())).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
    }
}
