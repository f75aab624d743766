using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Environments.External;

/// <summary>The example of docs/environments.md, played in its real process.</summary>
public sealed class ElevatorTests
{
    private static readonly TaskSpec Elevator = TaskFile.Load(RepositoryFolder.Task("elevator"));

    [Fact]
    public void The_task_loads_and_its_prompt_fits_it()
    {
        Assert.Equal(["node", "world.mjs"], Elevator.Environment!.Program!.Command);
        Assert.Equal("{{observation}}", Elevator.Seed.User);
        PromptTemplate.Parse(Elevator.Seed.Instruction, EpisodeData.Fields, Elevator.Seed.Source);
        Assert.Equal(144, EpisodeData.Read(Elevator) is var data ? data.Train.Count + data.Validation.Count + data.Test.Count : 0);
    }

    [Fact]
    public async Task Rules_that_are_broken_are_named_and_change_nothing()
    {
        await using var environment = await OpenAsync();
        Assert.Equal(["no-floor", "nobody", "not-here", "full", "not-inside"], environment.Info.Violations);
        await using var episode = await environment.ResetAsync(new(Phase.Train, 1, 5_000_001), CancellationToken.None);
        Assert.Equal(
            "Floors 0 to 4. The lift is on floor 4. A waits on floor 2 and wants to floor 0. B waits on floor 1 and wants to floor 0. "
            + "C waits on floor 0 and wants to floor 3. D waits on floor 1 and wants to floor 4.", episode.Start.Observation);
        Assert.Equal((0.0, new EpisodeBound(4, BoundKind.Exact), 30, 16), (episode.Start.Baseline, episode.Start.Bound, episode.Start.StepLimit, episode.Start.StuckAfter!.Value));
        Assert.Equal("no-floor", await ErrorAsync("{up}"));
        Assert.Equal("not-here", await ErrorAsync("I {take A} now"));
        Assert.Equal("not-inside", await ErrorAsync("{drop A}"));
        Assert.Equal("format", await ErrorAsync("up"));
        Assert.Equal("format", await ErrorAsync("{down} {down}"));
        foreach (string reply in new[] { "{down}", "{down}", "{take A}", "{down}", "{take B}" }) Assert.Null(await ErrorAsync(reply));
        Assert.Equal("full", await ErrorAsync("{take D}"));

        async Task<string?> ErrorAsync(string reply)
        {
            var result = await episode.StepAsync(reply, CancellationToken.None);
            Assert.Equal(result.Error is null, result.Error?.Alternative is null);
            return result.Error?.Kind;
        }
    }

    [Fact]
    public async Task Following_its_advice_reaches_the_bound_within_the_step_limit()
    {
        await using var environment = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async index =>
        {
            await using var episode = await environment.ResetAsync(new(Phase.Test, index, 7_000_000 + (ulong)index), CancellationToken.None);
            await using var guide = await environment.ResetAsync(new(Phase.Test, index, 7_000_000 + (ulong)index), CancellationToken.None);
            Assert.Equal(episode.Start, guide.Start);
            StepResult result;
            int steps = 0;
            do
            {
                string advice = (await guide.StepAsync("?", CancellationToken.None)).Error!.Alternative!;
                result = await episode.StepAsync(advice, CancellationToken.None);
                Assert.Equal(result.Observation, (await guide.StepAsync(advice, CancellationToken.None)).Observation);
                steps++;
            }
            while (!result.IsSuccess && steps < episode.Start.StepLimit);
            Assert.Equal(episode.Start.Bound.Progress, result.Progress);
        }));
    }

    private static Task<IEnvironment> OpenAsync() => EnvironmentFactory.OpenAsync(Elevator.Environment!, _ => { }, CancellationToken.None);
}
