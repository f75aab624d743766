using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

/// <summary>Scripted advisors: what they propose and how they judge is given; calls are counted.</summary>
internal sealed class ScriptedAdvisor(Func<SamplerContext, Configuration> propose, Func<SamplerContext, Configuration, double?> judge) : IAdvisor
{
    public IReadOnlyList<string> Notes => [];

    public int Calls { get; private set; }

    public double Leak { get; init; }

    public Func<CancellationToken, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>Knows nothing: proposes anything and finds all scores equally likely.</summary>
    public static ScriptedAdvisor Uniform() => new(context => context.Space.Draw(context.Random.Fork(99)), (_, _) => null);

    /// <summary>Wants harm: proposes points around the worst corner and is sure that worse is better.</summary>
    public static ScriptedAdvisor Adversarial(TestFunction function) => new(
        context => context.Space.At([.. function.Worst.Select(x => Math.Clamp(x + 0.05 * context.Random.Fork(98).NextNormal(), 0, 1))]),
        (context, c) => function.Best + function.Lowest - function.At(context.Space.PointOf(c)));

    /// <summary>Knows the best point and every value.</summary>
    public static ScriptedAdvisor Oracle(TestFunction function) => new(context => context.Space.At(function.Optimum), (context, c) => function.At(context.Space.PointOf(c)));

    /// <summary>Repeats the best so far.</summary>
    public static ScriptedAdvisor Parrot() => new(
        context => context.Complete.MaxBy(o => o.Value)?.Configuration ?? context.Space.Default, (context, _) => context.Complete.Max(o => o.Value));

    public async Task<IReadOnlyList<Configuration>> BeginAsync(SamplerContext context, int count, CancellationToken cancellationToken) => await ProposeAsync(context, cancellationToken);

    public async Task<IReadOnlyList<Configuration>> ProposeAsync(SamplerContext context, CancellationToken cancellationToken)
    {
        Calls++;
        await Before(cancellationToken);
        return [propose(context)];
    }

    public Task<IReadOnlyList<ScoreDistribution>> JudgeAsync(SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken)
    {
        var scale = ScoreScale.Of([.. context.Complete.Select(o => o.Value)]) with { Digits = 2 };
        return Task.FromResult<IReadOnlyList<ScoreDistribution>>([.. asked.Select(c => Belief(scale, judge(context, c)) with { Leak = Leak })]);
    }

    private static ScoreDistribution Belief(ScoreScale scale, double? value)
    {
        double[] mass = [.. Enumerable.Range(0, scale.Bins).Select(bin => value is { } v ? Math.Exp(-Math.Pow((bin - scale.BinOf(v)) / 4.0, 2)) : 1)];
        return new(scale, [.. mass.Select(m => m / mass.Sum())]);
    }
}
