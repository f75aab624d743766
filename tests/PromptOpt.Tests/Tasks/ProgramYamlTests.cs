using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class ProgramYamlTests : IDisposable
{
    private const string Data = "name: demo\ndata: {file: data.jsonl}\nseed: {instruction: Answer.}\n";
    private readonly TemporaryFolder _folder = new();

    public ProgramYamlTests() => _folder.Write("data.jsonl", "{}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_metric_may_be_a_program()
    {
        var program = Load(Data + "metric: {command: [node, judge.mjs, 7], timeout: 5s, start_timeout: 2m, instances: 3, options: {unit: cm, most: 4}}\n").Metric.Program!;
        Assert.Equal(["node", "judge.mjs", "7"], program.Command);
        Assert.Equal((_folder.Path, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2), 3), (program.Folder, program.Timeout, program.StartTimeout, program.Instances));
        Assert.Equal(("cm", "4"), (program.Options["unit"], program.Options["most"]));
        Assert.Null(Load(Data + "metric: {command: [judge]}\n").Metric.Program!.Instances);
        Assert.Null(Load(Data).Metric.Program);
    }

    [Theory]
    [InlineData("metric: {kind: numeric, command: [judge]}", "metric.kind: belongs to a built-in metric")]
    [InlineData("metric: {command: [judge], tolerance: 1}", "metric.tolerance: belongs to a built-in metric")]
    [InlineData("metric: {command: []}", "metric.command: names no program")]
    [InlineData("metric: {command: judge}", "metric.command: must be a list of texts")]
    [InlineData("metric: {command: [judge], timeout: soon}", "metric.timeout: must be a length of time")]
    [InlineData("metric: {command: [judge], instances: 65}", "metric.instances: must be")]
    [InlineData("metric: {tolerance: 1}", "metric.kind: is missing")]
    public void What_does_not_go_together_is_told(string line, string problem) =>
        Assert.Contains(problem, Assert.Throws<BadInputException>(() => Load(Data + line + "\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_a_program_lies_does_not_change_the_rows_of_its_task()
    {
        const string Task = "name: demo\nenvironment: {command: [world], options: {size: 3}}\nseed: {instruction: Go.}\n";
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("task.yaml", Task.Replace("[world]", "[world], timeout: 9s", StringComparison.Ordinal));
        string here = PromptOpt.Environments.EpisodeData.Read(Load(Task)).Fingerprint;
        Assert.Equal(here, PromptOpt.Environments.EpisodeData.Read(TaskFile.Load(elsewhere.Path)).Fingerprint);
        Assert.NotEqual(here, PromptOpt.Environments.EpisodeData.Read(Load(Task.Replace("3", "4", StringComparison.Ordinal))).Fingerprint);
    }

    private TaskSpec Load(string yaml)
    {
        _folder.Write("task.yaml", yaml);
        return TaskFile.Load(_folder.Path);
    }
}
