using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Grids;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Grids;

public sealed class GridSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_cell_is_run_once_and_the_first_one_without_a_system_message()
    {
        var trials = await RunAsync(new() { From = "plain" }, trials: 100);
        Assert.Equal(1 + 24, trials.Count);
        Assert.All(trials.Skip(1), trial => Assert.Equal("grid-cell", trial.Operator));
        Assert.Equal(24, trials.Skip(1).Select(CellText.Read).Distinct().Count());
        Assert.Equal("", trials[1].Candidate.Instruction);
        Assert.DoesNotContain(trials, trial => trial.State == TrialState.Failed);
    }

    [Fact]
    public async Task A_cell_that_is_the_seed_prompt_is_not_run_again_where_answers_are_written()
    {
        var trials = await RunAsync(new() { From = "plain" }, trials: 100, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData());
        Assert.Equal(24, trials.Count);
        Assert.DoesNotContain(trials, trial => trial.State == TrialState.Failed);
        Assert.Equal(24, trials.Select(trial => CandidateJson.Identity(trial.Candidate)).Distinct().Count());
    }

    [Fact]
    public async Task No_more_cells_are_run_than_asked_for()
    {
        var trials = await RunAsync(new() { From = "eccentric", Cells = 12 }, trials: 100);
        Assert.Equal(13, trials.Count);
        Assert.InRange(trials.Skip(1).Count(trial => trial.Candidate.AnswerMark is null), 4, 8); // half of them reason, or nearly so
    }

    [Fact]
    public async Task The_cells_do_not_depend_on_the_number_of_lanes()
    {
        var one = await RunAsync(new() { From = "classify" }, trials: 14);
        var three = await RunAsync(new() { From = "classify" }, trials: 14, lanes: 3);
        Assert.Equal(one.Select(trial => trial.Change), three.Select(trial => trial.Change));
        Assert.Equal(one.Select(trial => trial.Value), three.Select(trial => trial.Value));
    }

    [Theory]
    [InlineData("names the column {{input}}", "Sort {{input}}.")]
    [InlineData("holds text to be kept", "Sort. {{#keep}}Be fair.{{/keep}}")]
    public void A_seed_prompt_that_cannot_be_replaced_is_refused_before_a_call(string problem, string instruction)
    {
        var task = ToyTask.Spec(_folder.Path) with { Seed = new() { Instruction = instruction } };
        Assert.Contains(Session(new() { From = "plain" }, 10, task, ToyTask.Data()).Session.Validate(), one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Reasoning_and_labels_that_a_task_cannot_have_are_refused_before_a_call()
    {
        var limited = ToyTask.OpenSpec(_folder.Path) with { Answer = new() { Constraint = new(AnswerConstraintKind.Grammar, "root ::= \"yes\"") } };
        Assert.Contains("asks for reasoning", GridNeeds.Problem(SampleGrid.Mixed, limited, ToyTask.OpenData()), StringComparison.Ordinal);
        var classify = GridFile.Load(RepositoryFolder.File("prompts", "grids", "classify.yaml"));
        Assert.Contains("names the labels", GridNeeds.Problem(classify, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData()), StringComparison.Ordinal);
        Assert.Null(GridNeeds.Problem(classify, ToyTask.Spec(_folder.Path), ToyTask.Data()));
    }

    private async Task<IReadOnlyList<Trial>> RunAsync(GridSpec grid, int trials, TaskSpec? task = null, TaskData? data = null, int lanes = 1)
    {
        var (session, store) = Session(grid, trials, task ?? ToyTask.Spec(_folder.Path), data ?? ToyTask.Data(), lanes);
        Assert.Empty(session.Validate());
        await session.RunAsync(CancellationToken.None);
        return store.ReadTrials();
    }

    private (OptimizationSession Session, MemoryStudyStore Store) Session(GridSpec grid, int trials, TaskSpec task, TaskData data, int lanes = 1)
    {
        var options = new SessionOptions { Strategy = Strategy.Grid, Grid = grid, TrainRows = 8, ValidationRows = 12, WaveRows = 4, Lanes = lanes };
        var store = SearchStudy.NewStore(new() { Trials = trials }, options);
        return (SearchStudy.Session(_folder, store, Model(), task, data), store);
    }

    private static ScriptedLanguageModel Model() => ToyTask.MoodyModel();
}
