using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;
using Xunit.Abstractions;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

public sealed class GuardedSamplerTests(ITestOutputHelper output)
{
    private const int Trials = 25;

    private static readonly TestFunction Bowl = TestFunction.All[0];

    [Fact]
    public async Task At_weight_zero_the_search_is_the_classical_one_bit_for_bit()
    {
        var advisor = ScriptedAdvisor.Oracle(Bowl);
        var guarded = await Run(advisor, Bowl, 3, new() { StartWeight = 0 });
        Assert.Equal(Steps(await Classical(Bowl, 3)), Steps(guarded));
        Assert.Equal(0, advisor.Calls);
    }

    [Fact]
    public async Task An_advisor_that_fails_hangs_or_leaks_changes_nothing_and_is_named()
    {
        var classical = Steps(await Classical(Bowl, 4));
        var failing = new ScriptedAdvisor(c => c.Space.Default, (_, _) => null) { Before = _ => throw new InvalidOperationException("out of memory") };
        var hanging = new ScriptedAdvisor(c => c.Space.Default, (_, _) => null) { Before = _ => new TaskCompletionSource().Task };
        var failed = await Run(failing, Bowl, 4);
        Assert.Equal(classical, Steps(failed));
        Assert.Contains(failed, o => GuardMemo.Of(o) is { Outcome: GuardOutcome.Failed, Reason: "out of memory" });
        var hung = await TuningRun.Go(c => Sampler(hanging, new() { Timeout = TimeSpan.FromMilliseconds(20) }).SuggestAsync(c), Bowl, 4, 8);
        Assert.Equal(classical[..8], Steps(hung));
        Assert.Contains(hung, o => GuardMemo.Of(o)?.Outcome == GuardOutcome.TimedOut);
        var leaking = await Run(new ScriptedAdvisor(c => c.Space.At([0, 0]), (_, _) => null) { Leak = 0.6 }, Bowl, 4, new() { FirstIdeas = 0 });
        Assert.Equal(classical, Steps(leaking));
        Assert.Contains(leaking, o => GuardMemo.Of(o)?.Outcome == GuardOutcome.Leaked);
    }

    [Fact]
    public async Task An_advisor_may_have_more_time_than_a_timer_takes()
    {
        var patient = await TuningRun.Go(c => Sampler(ScriptedAdvisor.Oracle(Bowl), new() { Timeout = TimeSpan.FromDays(366) }).SuggestAsync(c), Bowl, 4, 8);
        Assert.Equal(Steps((await Run(ScriptedAdvisor.Oracle(Bowl), Bowl, 4))[..8]), Steps(patient));
        Assert.DoesNotContain(patient, o => GuardMemo.Of(o)?.Outcome == GuardOutcome.Failed);
    }

    [Fact]
    public async Task A_caller_that_cancels_is_obeyed()
    {
        using var source = new CancellationTokenSource();
        var hanging = new ScriptedAdvisor(c => c.Space.Default, (_, _) => null) { Before = token => Task.Delay(Timeout.Infinite, token) };
        var history = (await Classical(Bowl, 1))[..2];
        var asked = Sampler(hanging, new()).SuggestAsync(new() { Space = TestFunction.Space, History = history, Number = 3, Study = new(1) }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task The_default_comes_first_and_the_share_of_the_model_is_kept()
    {
        foreach (var function in TestFunction.All)
        {
            var history = await Run(ScriptedAdvisor.Adversarial(function), function, 5, new() { Tolerance = 1e6, Influence = 1e6, LeastWeight = 0 });
            Assert.Equal(DefaultFirstSampler.Source, history[0].Source);
            for (int n = 3; n <= history.Count; n++)
                Assert.True(history.Take(n).Count(o => o.Source == GuardedSampler.AdvisorSource) <= Math.Max(2, 0.3 * n), $"{n}");
        }
    }

    [Fact]
    public async Task Every_trial_says_what_the_model_contributed()
    {
        var history = await Run(ScriptedAdvisor.Oracle(Bowl), Bowl, 6);
        Assert.All(history.Skip(1), o => Assert.NotNull(GuardMemo.Of(o)));
        Assert.All(history.Where(o => o.Source == GuardedSampler.AdvisorSource), o => Assert.Equal(GuardOutcome.Taken, GuardMemo.Of(o)!.Outcome));
        Assert.All(history, o => Assert.InRange(GuardMemo.Of(o)?.Weight ?? 0, 0, 0.5));
        var memo = GuardMemo.Of(history[^1])!;
        Assert.Equal(history[^1].Memo, memo.Write());
    }

    [Fact]
    public async Task A_search_that_goes_on_after_any_trial_is_the_same_search()
    {
        var whole = await Run(ScriptedAdvisor.Adversarial(Bowl), Bowl, 7);
        for (int done = 0; done < Trials; done += 4)
        {
            var resumed = await TuningRun.Go(c => Sampler(ScriptedAdvisor.Adversarial(Bowl), new()).SuggestAsync(c), Bowl, 7, Trials, whole.Take(done));
            Assert.Equal(whole.Select(o => (o.Configuration.ToString(), o.Source, o.Memo)), resumed.Select(o => (o.Configuration.ToString(), o.Source, o.Memo)));
        }
    }

    [Fact]
    public async Task Useless_and_hostile_advisors_cost_little_and_one_that_knows_wins_fast()
    {
        var regrets = new Dictionary<string, double>();
        var early = new Dictionary<string, double>();
        var arms = new (string Name, Func<TestFunction, ScriptedAdvisor?> Of)[]
        {
            ("classical", _ => null), ("uniform", _ => ScriptedAdvisor.Uniform()), ("adversarial", ScriptedAdvisor.Adversarial),
            ("parrot", _ => ScriptedAdvisor.Parrot()), ("oracle", ScriptedAdvisor.Oracle),
        };
        foreach (var (name, of) in arms)
        {
            var all = new List<(double Late, double Early)>();
            foreach (var function in TestFunction.All)
            {
                for (ulong seed = 0; seed < 6; seed++)
                {
                    var history = of(function) is { } advisor ? await Run(advisor, function, seed) : await Classical(function, seed);
                    all.Add((TuningRun.Regret(history, function, Trials), TuningRun.Regret(history, function, 10)));
                }
            }

            (regrets[name], early[name]) = (all.Average(r => r.Late), all.Average(r => r.Early));
        }

        string says = string.Join("; ", regrets.Select(r => FormattableString.Invariant($"{r.Key} {early[r.Key]:F4} {r.Value:F4}")));
        output.WriteLine(says);
        foreach (string name in new[] { "uniform", "adversarial", "parrot" })
        {
            Assert.True(regrets[name] <= regrets["classical"] + 0.01, says);
            Assert.True(early[name] <= early["classical"] + 0.03, says);
        }

        Assert.True(early["oracle"] < 0.001, says);
    }

    private static Task<List<Observation>> Classical(TestFunction function, ulong seed) =>
        TuningRun.Go(c => Task.FromResult(new DefaultFirstSampler(new KernelSampler()).Suggest(c)), function, seed, Trials);

    private static Task<List<Observation>> Run(IAdvisor advisor, TestFunction function, ulong seed, GuardOptions? options = null) =>
        TuningRun.Go(c => Sampler(advisor, options ?? new()).SuggestAsync(c), function, seed, Trials);

    private static GuardedSampler Sampler(IAdvisor advisor, GuardOptions options) => new(new KernelSampler(), new KernelPredictor(), advisor, options);

    private static (string, string)[] Steps(IEnumerable<Observation> history) => [.. history.Select(o => (o.Configuration.ToString(), o.Source))];
}
