using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class GuardedMethodsTests
{
    private static readonly BayesmarkTask Task = BayesmarkTasks.Find("diabetes-SVM");

    // An error, so less is better: least at C = 700. One row failed.
    private static readonly KnownScores Known = new(Task, [.. new[] { 2.0, 40, 700 }.Select(c => (Row(c), (double?)Math.Abs(Math.Log(c / 700)))), (Row(900), null)]);

    [Fact]
    public void What_is_known_has_a_best_a_worst_and_a_value_near_everything()
    {
        Assert.Equal((700.0, 0.0), (Known.Optimum["C"].Number, Known.Best));
        Assert.Equal(-Math.Log(350), Known.Lowest, 12);
        Assert.Equal(0, Known.ValueNear(Task.Configure(Row(650))), 12);
    }

    [Fact]
    public async Task A_guarded_method_asks_its_advisor_and_another_one_does_not_need_to_know_the_answers()
    {
        Assert.Equal(["guarded-uniform", "guarded-adversarial", "guarded-oracle", "guarded-parrot"], GuardedMethods.Names);
        Assert.Null(GuardedMethods.Find("guarded-magic"));
        Assert.Throws<BadInputException>(() => GuardedMethods.Find("guarded-uniform-on-magic"));
        var context = new SamplerContext { Space = Task.Space, History = History(), Number = 7, Study = new(1) };

        var guarded = await TuningMethod.Find("guarded-oracle").Begin(Scene(() => Known))(context);
        var plain = await TuningMethod.Find("random").Begin(Scene(() => throw new InvalidOperationException("not needed")))(context);

        Assert.NotNull(GuardMemo.Of(context.History[0] with { Memo = guarded.Memo })?.Advisor);
        Assert.Equal("random", plain.Source);
    }

    [Fact]
    public async Task The_core_behind_the_guard_can_be_another_sampler()
    {
        var context = new SamplerContext { Space = Task.Space, History = History(), Number = 7, Study = new(1) };

        Assert.Equal("gp-ei", (await TuningMethod.Find("guarded-parrot").Begin(Scene(() => Known))(context)).Source);
        Assert.Equal("noisy-ei", (await TuningMethod.Find("guarded-parrot-on-noisy-ei").Begin(Scene(() => Known))(context)).Source);
    }

    private static TuningScene Scene(Func<KnownScores> known) => new() { Known = known, Llambo = _ => throw new InvalidOperationException("not needed") };

    // Five points and the default, worth what the formula says.
    private static List<Observation> History() =>
        [.. Enumerable.Range(1, 5).Select(i => Task.Configure(Row(i))).Append(Task.Space.Default)
            .Select((c, i) => new Observation { Number = i + 1, Configuration = c, Value = -Math.Abs(Math.Log(c["C"].Number / 700)) })];

    private static Dictionary<string, double> Row(double c) => new() { ["C"] = c, ["gamma"] = 5e-4, ["tol"] = 1e-2 };
}
