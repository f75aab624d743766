using PromptOpt.Search;
using PromptOpt.Search.Grids;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Grids;

public sealed class GridChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_task_with_labels_gets_classify_and_others_plain()
    {
        Assert.Equal("classify", Settle(new()).Name);
        Assert.Equal("plain", Settled(new(), ToyTask.OpenSpec(""), []).Grid!.Content!.Name);
        Assert.Equal("plain", Settled(new(), StairTask.Spec(""), []).Grid!.Content!.Name);
    }

    [Fact]
    public void The_command_line_wins_over_the_task_and_the_task_over_the_grid()
    {
        var task = ToyTask.Spec("") with { Search = new() { Grid = new() { From = "eccentric", Cells = 10, Variables = Words("problem", "riddle") } } };
        var given = new GridSpec { Variables = Words("question", "riddle, please") };
        var grid = Settled(given, task, ToyTask.Labels).Grid!;
        Assert.Equal((10, "riddle", "riddle, please", "an expert mathematician"), (grid.Cells, grid.Content!.Variables["problem"], grid.Content.Variables["question"], grid.Content.Variables["expert_role"]));
        Assert.Equal("plain", Settled(new() { From = "plain" }, task, ToyTask.Labels).Grid!.Content!.Name); // whose variables are others
    }

    [Fact]
    public void A_file_of_the_task_is_looked_for_in_the_tasks_folder()
    {
        File.WriteAllText(_folder.File("own.yaml"), SampleGrid.Text);
        var task = ToyTask.Spec(_folder.Path) with { Search = new() { Grid = new() { From = "own.yaml" } } };
        Assert.Equal("sample", Settled(new(), task, ToyTask.Labels).Grid!.Content!.Name);
    }

    [Theory]
    [InlineData("eccentrik", "", "did you mean 'eccentric'?")]
    [InlineData("eccentric", "expert_rule", "did you mean 'expert_role'?")]
    public void Names_that_do_not_exist_are_told(string from, string variable, string message)
    {
        var spec = new GridSpec { From = from, Variables = variable.Length == 0 ? Words() : Words(variable, "x") };
        Assert.Contains(message, Assert.Throws<BadInputException>(() => Settled(spec, ToyTask.Spec(""), ToyTask.Labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_for_another_strategy_is_refused_and_without_one_nothing_changes()
    {
        var options = new SessionOptions { Strategy = Strategy.Small };
        Assert.Same(options, GridChoice.Settle(options, ToyTask.Spec(""), ToyTask.Labels, Prompts));
        Assert.Contains("--strategy grid", Assert.Throws<BadInputException>(() => GridChoice.Settle(options with { Grid = new() }, ToyTask.Spec(""), ToyTask.Labels, Prompts)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Grid", StudyJson.Write(options), StringComparison.Ordinal); // stored studies of before stay the same work
    }

    [Fact]
    public void Settled_options_need_no_file_any_more()
    {
        var settled = Settled(new() { From = "eccentric" }, ToyTask.Spec(""), ToyTask.Labels);
        Assert.Same(settled, GridChoice.Settle(settled, ToyTask.Spec(""), ToyTask.Labels, "nowhere"));
    }

    private static string Prompts => RepositoryFolder.File("prompts");

    private static PromptGrid Settle(GridSpec spec) => Settled(spec, ToyTask.Spec(""), ToyTask.Labels).Grid!.Content!;

    private static SessionOptions Settled(GridSpec spec, TaskSpec task, IReadOnlyList<string> labels) =>
        GridChoice.Settle(new() { Strategy = Strategy.Grid, Grid = spec }, task, labels, Prompts);

    private static Dictionary<string, string> Words(params string[] pair) => pair.Length == 0 ? [] : new() { [pair[0]] = pair[1] };
}
