using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Importance;

namespace PromptOpt.Tests.Tuning.Importance;

public sealed class AblationRunTests
{
    private static readonly Candidate Baseline = new() { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 64 } };
    private static readonly Candidate Winner = Baseline with { Decoding = new() { MaxTokens = 16, TopK = 40, Temperature = 0.7 }, Samples = 3 };
    private readonly List<GenerateRequest> _asked = [];

    [Fact]
    public async Task A_saving_is_credited_to_the_part_that_makes_it()
    {
        var ablation = await RunAsync(Winner with { Samples = 1 }, null);
        Assert.Equal(["temperature", "top_k", "max_tokens", AblationFromWinner.Everything], ablation.Effects.Select(effect => effect.Step.Part));
        Assert.Equal([0, 0.5, 0, 0.5], ablation.Effects.Select(effect => effect.Score!.Difference));
        Assert.Equal([0, 0, -5, -5], ablation.Effects.Select(effect => effect.Tokens!.Mean));
        Assert.Equal(new Interval(-5, -5), ablation.Effects[2].Tokens!.Interval);
        Assert.Equal((60, 1.0), (ablation.Winner.Rows, ablation.Winner.Accuracy));
        Assert.Equal(5 * 60, ablation.Spending.Calls);
    }

    [Fact]
    public async Task All_are_run_on_the_same_rows_with_the_same_seeds()
    {
        await RunAsync(Winner with { Samples = 1 }, maxCalls: 24);
        Assert.Equal(20, _asked.Count); // 5 candidates on 4 rows; a fifth row would take a twenty-fifth call
        Assert.All(_asked.GroupBy(request => request.Prompt.Messages[^1].Text), row => Assert.Single(row.Select(request => request.Seed).Distinct()));
    }

    [Fact]
    public async Task A_part_that_others_need_is_told_and_the_others_are_run()
    {
        var ablation = await RunAsync(Winner, null);
        var temperature = ablation.Effects.Single(effect => effect.Step.Part == "temperature");
        Assert.Contains("temperature above 0", temperature.Problem, StringComparison.Ordinal);
        Assert.Null(temperature.Score);
        Assert.All(ablation.Effects.Where(effect => effect != temperature), effect => Assert.NotNull(effect.Score));
    }

    [Fact]
    public async Task Calls_that_do_not_suffice_are_refused_before_any_is_made()
    {
        var error = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(Winner with { Samples = 1 }, maxCalls: 9));
        Assert.Contains("5 candidates on 2 rows can take 10 calls", error.Message, StringComparison.Ordinal);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Candidates_that_score_labels_are_calibrated_as_trials_are()
    {
        var data = ToyTask.Data(validation: 10);
        var winner = new Candidate { Instruction = "Name the colour.", Mode = AnswerMode.Choice };
        var steps = AblationFromWinner.Of(winner, winner with { Calibration = CalibrationMethod.None });
        var run = new AblationRun(new Evaluator(ToyTask.Spec(""), data, ToyTask.Model()), new SeededRandom(1), _ => { });
        var ablation = await run.RunAsync(winner, steps, null, CancellationToken.None);
        Assert.Equal((32 + 3 + 10) + (32 + 10), ablation.Spending.Calls);
        Assert.Equal(10, ablation.Effects[0].Score!.Rows);
    }

    private Task<Ablation> RunAsync(Candidate winner, long? maxCalls)
    {
        var task = ToyTask.OpenSpec("") with { Metric = new() { Kind = MetricKind.Contains } };
        return new AblationRun(new Evaluator(task, ToyTask.OpenData(), Model()), new SeededRandom(1), _ => { })
            .RunAsync(winner, AblationFromWinner.Of(winner, Baseline), maxCalls, CancellationToken.None);
    }

    /// <summary>Right on every row with top-k, on every second one without; five words more where there is room for them.</summary>
    private ScriptedLanguageModel Model() => new()
    {
        Write = request =>
        {
            lock (_asked) _asked.Add(request);
            int row = int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            string label = ToyTask.Labels[(row + (request.Decoding.TopK > 0 || row % 2 == 0 ? 0 : 1)) % 3];
            return request.Decoding.MaxTokens > 16 ? label + " because I say it is" : label;
        },
    };
}
