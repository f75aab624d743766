using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds;

/// <inheritdoc/>
internal sealed class PlannedPlay<TState, TAction>(PlannedWorld<TState, TAction> world) : IPlannedPlay
    where TState : PlannedState
    where TAction : class
{
    public IReadOnlyList<string> Violations => world.Violations;

    public void PlayAtRandom(int episode)
    {
        var state = Reset(episode);
        var bound = world.Bound(state);
        var random = new SeededRandom((ulong)episode).Fork(1);
        while (state.StepsLeft > 0 && !world.IsSuccess(state))
        {
            var action = world.RandomLegal(state, random)!;
            var read = world.Parse(world.Write(action), state);
            Assert.Equal(action, read.Action);
            var done = world.Step(state, action);
            AssertAllowed(done);
            Assert.Equal(state.StepsLeft - 1, done.State.StepsLeft);
            state = done.State;
            Assert.True(bound.Kind == BoundKind.Nominal || world.Progress(state) <= bound.Progress);
        }
    }

    public void FollowAdvice(int episode)
    {
        var state = Reset(episode);
        var plan = world.Plan(state);
        Assert.True(plan.Progress > world.Progress(state), "Nothing to gain.");
        int waited = 0, longest = 0, start = state.StepsLeft;
        int? stuckAfter = world.StuckAfter(state);
        while (state.StepsLeft > 0 && world.Progress(state) < plan.Progress)
        {
            double before = world.Progress(state);
            state = Advance(state);
            waited = world.Progress(state) == before ? waited + 1 : 0;
            longest = Math.Max(longest, waited);
        }

        Assert.Equal(plan.Progress, world.Progress(state));
        Assert.Equal(plan.Steps, start - state.StepsLeft);
        if (world.Semantics == WorldSemantics.Corrected && stuckAfter is { } most) Assert.True(longest < most, $"Best play waits {longest} steps, stuck is {most}.");
    }

    public void FollowAdviceFromElsewhere(int episode)
    {
        var state = Reset(episode);
        double bound = world.Plan(state).Progress;
        var random = new SeededRandom((ulong)episode).Fork(2);
        for (int step = random.Next(state.StepsLeft); step > 0 && !world.IsSuccess(state); step--)
            state = world.Step(state, world.RandomLegal(state, random)!).State;
        double promised = world.Plan(state).Progress;
        Assert.InRange(promised, world.Progress(state), bound);
        while (state.StepsLeft > 0 && world.Progress(state) < promised) state = Advance(state);
        Assert.Equal(promised, world.Progress(state));
    }

    public void TryEverything(int episode)
    {
        var start = Reset(episode);
        (double progress, int steps) = (world.Progress(start), 0);
        var seen = new HashSet<string> { world.Observe(start) };
        var queue = new Queue<TState>([start]);
        while (queue.TryDequeue(out var state))
        {
            if (world.Progress(state) > progress) (progress, steps) = (world.Progress(state), start.StepsLeft - state.StepsLeft);
            if (state.StepsLeft == 0) continue;
            foreach (var next in world.Legal(state).Select(action => world.Step(state, action).State).Where(next => seen.Add(world.Observe(next)))) queue.Enqueue(next);
        }

        var plan = world.Plan(start);
        Assert.Equal((progress, steps), (plan.Progress, plan.Steps));
    }

    public void Reply(int episode, string text)
    {
        var state = Reset(episode);
        var parsed = world.Parse(text, state);
        Assert.True(parsed.Action is null != parsed.Error is null);
        var errors = parsed.Action is { } action ? world.Step(state, action).Errors : [parsed.Error!];
        Assert.All(errors, error => Assert.Contains(error.Kind, (string[])[StepError.Format, .. world.Violations]));
        Assert.All(errors, error => Assert.NotEmpty(error.Message));
        if (errors.Count > 0 && parsed.Action is { } refused) Assert.Equal(world.Observe(state), world.Observe(world.Step(state, refused).State));
    }

    public void PlayTwice(int episode) => Assert.Equal(Play(episode), Play(episode));

    private List<string> Play(int episode)
    {
        var state = Reset(episode);
        var random = new SeededRandom(7);
        var texts = new List<string> { world.Observe(state), world.HistoryState(state) };
        for (int step = 0; step < 10 && !world.IsSuccess(state); step++)
        {
            var action = (step % 3 == 0 ? world.Suggest(state) : null) ?? world.RandomLegal(state, random)!;
            var done = world.Step(state, action);
            state = done.State;
            texts.AddRange([world.Write(action), done.Feedback, world.Observe(state)]);
        }

        return texts;
    }

    private TState Advance(TState state)
    {
        var action = world.Suggest(state);
        Assert.NotNull(action);
        var done = world.Step(state, action);
        AssertAllowed(done);
        return done.State;
    }

    // The published stuck rule of two worlds is a part of the step.
    private void AssertAllowed(Transition<TState> done) =>
        Assert.DoesNotContain(done.Errors, error => error.Kind != "stuck" || world.Semantics == WorldSemantics.Corrected);

    private TState Reset(int episode) => world.Reset(new(Phase.Train, episode, (ulong)episode + 1000));
}
