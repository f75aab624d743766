using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Tests.Tuning.Entropy;

public sealed class EntropyProbeTests
{
    private static readonly TaskSpec Task = ToyTask.Spec("") with { Answer = new() { Labels = ToyTask.Labels } };
    private static readonly TaskData Data = ToyTask.Data(validation: 10);
    private static readonly Candidate Candidate = new() { Instruction = "Name the colour.", Decoding = new() { TopP = 0.9, MaxTokens = 7 } };
    private readonly List<GenerateRequest> _asked = [];

    [Fact]
    public async Task Every_row_is_answered_once_at_the_temperature_and_all_else_stays_as_it_is()
    {
        await Probe(Model(_ => [0.1])).MeasureAsync(0.7, CancellationToken.None);
        Assert.Equal(Data.Train.Count, _asked.Count);
        Assert.All(_asked, request => Assert.Equal((0.7, 0.9, 7, true), (request.Decoding.Temperature, request.Decoding.TopP, request.Decoding.MaxTokens, request.TokenEntropies)));
        Assert.Equal(_asked.Count, _asked.Select(request => request.Seed).Distinct().Count());
    }

    [Fact]
    public async Task Tokens_are_averaged_within_an_answer_and_then_answers()
    {
        var first = true;
        var point = await Probe(Model(_ => Interlocked.Exchange(ref first, false) ? [1, 2, 3, 2] : [0.5]), rows: 4).MeasureAsync(1, CancellationToken.None);
        Assert.Equal((2 + (3 * 0.5)) / 4, point.Entropy, 1e-12);
        Assert.Equal((4, 7), (point.Answers, point.Tokens));
        Assert.Equal(4, point.Spending.Calls);
        Assert.Equal(0.375, point.StandardError!.Value, 1e-12);
    }

    [Fact]
    public async Task An_answer_does_not_depend_on_which_other_temperatures_are_measured()
    {
        double[] OfSeed(GenerateRequest request) => [request.Seed % 1000 / 1000.0];
        var probe = Probe(Model(OfSeed));
        await probe.MeasureAsync(0.3, CancellationToken.None);
        var after = await probe.MeasureAsync(0.6, CancellationToken.None);
        var alone = await Probe(Model(OfSeed)).MeasureAsync(0.6, CancellationToken.None);
        Assert.Equal(alone, after);
    }

    [Fact]
    public async Task Answers_without_a_token_are_left_out_and_none_at_all_is_an_error()
    {
        var seen = 0;
        var point = await Probe(Model(_ => Interlocked.Increment(ref seen) % 2 == 0 ? [] : [0.5]), rows: 4).MeasureAsync(1, CancellationToken.None);
        Assert.Equal((2, 0.5), (point.Answers, point.Entropy));
        var error = await Assert.ThrowsAsync<BadInputException>(() => Probe(Model(_ => [])).MeasureAsync(1, CancellationToken.None));
        Assert.Contains("not one token was drawn", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_draws_nothing_or_tells_nothing_is_refused_with_the_reason()
    {
        var scored = Assert.Throws<BadInputException>(() => Probe(Model(_ => []), Candidate with { Mode = AnswerMode.Choice }));
        Assert.Contains("nothing is drawn", scored.Message, StringComparison.Ordinal);
        var silent = Assert.Throws<BadInputException>(() => Probe(new ScriptedLanguageModel()));
        Assert.Contains("does not tell how uncertain", silent.Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Probe(Model(_ => []), rows: 0));
    }

    [Fact]
    public void Points_without_entropy_are_left_out_of_what_is_read_from_a_curve()
    {
        EntropyPoint At(double temperature, double entropy) => new() { Temperature = temperature, Entropy = entropy, StandardError = null, Answers = 1, Tokens = 1, Spending = new(2, 20, 10), FromCache = new(1, 5, 0) };
        var curve = new EntropyCurve([At(0.1, 0), At(0.2, 0.1), At(0.3, 0.15), At(0.4, 0.3), At(0.5, 1)]);
        Assert.DoesNotContain(0.1, curve.Curvature.Keys);
        Assert.Equal((0.3, 0.4), (curve.TurningPoint!.Value, Math.Round(curve.AtTarget!.Value, 9)));
        Assert.Equal((10L, 100L, 5L), (curve.Spending.Calls, curve.Spending.Tokens, curve.FromCache.Calls));
        Assert.Null(new EntropyCurve([At(0.1, 0.1), At(0.2, 0.2)]).TurningPoint);
    }

    private ScriptedLanguageModel Model(Func<GenerateRequest, double[]> entropies) => new()
    {
        Capabilities = LanguageModelCapabilities.TokenEntropies,
        Write = request =>
        {
            lock (_asked) _asked.Add(request);
            return "red";
        },
        Entropies = entropies,
    };

    private static EntropyProbe Probe(ScriptedLanguageModel model, Candidate? candidate = null, int rows = int.MaxValue) =>
        new(over => new Evaluator(Task, Data, over), model, candidate ?? Candidate, [.. Data.Train.Take(rows)], new SeededRandom(1));
}
