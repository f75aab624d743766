using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class SplitEvaluationTests
{
    private static readonly Candidate Drawing = new() { Instruction = "Name the colour.", Decoding = new() { Temperature = 0.7 } };

    [Fact]
    public async Task Every_sample_has_a_seed_of_its_own_and_the_first_ones_are_those_of_a_single_run()
    {
        var once = await RunAsync(Drawing, 1);
        var thrice = await RunAsync(Drawing, 3);
        Assert.Equal(Enumerable.Range(0, 30), thrice.Select(r => r.Position));
        Assert.Equal(30, thrice.Select(r => r.Output).Distinct().Count());
        Assert.Equal(once.Select(r => r.Output), thrice.Where(r => r.Position % 3 == 0).Select(r => r.Output));
        Assert.Equal(once.Select(r => r.Input), thrice.Where(r => r.Position % 3 == 2).Select(r => r.Input));
    }

    [Fact]
    public async Task Several_samples_of_what_is_not_drawn_are_refused_with_the_reason_and_the_remedy()
    {
        var greedy = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(Drawing with { Decoding = new() }, 5));
        Assert.Contains("at temperature 0 nothing is drawn", greedy.Message, StringComparison.Ordinal);
        Assert.Contains("--temperature 0.7", greedy.Message, StringComparison.Ordinal);
        var choice = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(Drawing with { Mode = AnswerMode.Choice }, 2));
        Assert.Contains("in answer mode choice the labels are scored", choice.Message, StringComparison.Ordinal);
        var seeded = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(Drawing with { AnswerSeed = 7 }, 2));
        Assert.Contains("draws all its answers with seed 7", seeded.Message, StringComparison.Ordinal);
        Assert.Equal(10, (await RunAsync(Drawing with { Decoding = new() }, 1)).Count);
    }

    [Theory]
    [InlineData(Phase.Propose)]
    [InlineData(Phase.Gate)]
    [InlineData(Phase.Probe)]
    public async Task What_is_no_split_is_refused_and_not_taken_for_the_test_rows(Phase phase) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RunAsync(Drawing, 1, phase));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Fewer_than_one_sample_a_row_is_refused(int repeats) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RunAsync(Drawing, repeats));

    private static readonly TaskData Data = ToyTask.Data(validation: 10);

    private static Task<IReadOnlyList<Rollout>> RunAsync(Candidate candidate, int repeats, Phase split = Phase.Validation) => SplitEvaluation.RunAsync(
        new(ToyTask.Spec("") with { Answer = new() { Labels = ToyTask.Labels } }, Data, new ScriptedLanguageModel { Write = request => $"{request.Seed}" }), Data, candidate, FittedCalibration.None, split, repeats, null, CancellationToken.None);
}
