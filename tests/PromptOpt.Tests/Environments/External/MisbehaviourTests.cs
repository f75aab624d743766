using PromptOpt.Environments;
using PromptOpt.Environments.External;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Environments.External;

/// <summary>At least 1,000 random misbehaviours of a program: none loses a rollout, none gives an exception of another kind, none hangs.</summary>
public sealed class MisbehaviourTests
{
    private static readonly ParallelOptions Many = new() { MaxDegreeOfParallelism = 16 };
    private static readonly Misbehaviour[] All = Enum.GetValues<Misbehaviour>();
    private static readonly Misbehaviour[] Slow = [Misbehaviour.Hang, Misbehaviour.StopReading, Misbehaviour.SilentForTheEpisode];
    private static readonly Misbehaviour[] Told =
    [
        Misbehaviour.CrashBefore, Misbehaviour.Hang, Misbehaviour.NotJson, Misbehaviour.NoObservation, Misbehaviour.InfiniteProgress, Misbehaviour.WrongType,
    ];

    [Fact]
    public async Task A_program_that_misbehaves_now_and_then_loses_no_episode()
    {
        int done = 0;
        await Parallel.ForAsync(0, 650, Many, async (number, _) =>
        {
            Interlocked.Add(ref done, await PlayAsync(new SeededRandom((ulong)number)));
        });
        Assert.True(done >= 1000, $"only {done} misbehaviours");
    }

    [Fact]
    public async Task A_program_that_always_fails_at_one_step_loses_that_episode_only()
    {
        await Parallel.ForAsync(0, 100, Many, async (number, _) =>
        {
            var random = new SeededRandom(90_000 + (ulong)number);
            var fault = Told[random.Next(Told.Length)];
            const ulong Poison = 31;
            int step = 1 + random.Next(HashWorld.Length(Poison));
            var program = new FakeProgram((_, _, message) => (int?)message["step"] == step && (string?)message["reply"] == "poison" ? fault : null);
            await using var environment = await ExternalEnvironment.OpenAsync(program.Terms(), 2, CancellationToken.None);
            // The clock of a hanging program jumps, also over answers that are just being read.
            var others = Enumerable.Range(0, fault == Misbehaviour.Hang ? 0 : 3).Select(i => CheckedAsync(environment, 40 + (ulong)i)).ToArray();
            var error = await Assert.ThrowsAsync<EnvironmentException>(async () =>
            {
                await using var episode = await environment.ResetAsync(HashWorld.Spec(Poison), CancellationToken.None);
                for (int i = 1; i < step; i++) await episode.StepAsync("stay", CancellationToken.None);
                await episode.StepAsync("poison", CancellationToken.None);
            });
            Assert.Contains("failed 3 times at step " + step, error.Message, StringComparison.Ordinal);
            Assert.Contains("stderr of process", error.Message, StringComparison.Ordinal);
            await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        });
    }

    [Fact]
    public async Task A_program_that_misbehaves_all_the_time_ends_in_one_clear_message()
    {
        await Parallel.ForAsync(0, 120, Many, async (number, _) =>
        {
            var random = new SeededRandom(50_000 + (ulong)number);
            var program = new FakeProgram((request, _, _) => request > 3 ? All[new SeededRandom((ulong)(number * 1000 + request)).Next(All.Length)] : null);
            await using var environment = await ExternalEnvironment.OpenAsync(program.Terms(random.Next(2) == 0 ? null : 1 + random.Next(3)), 2, CancellationToken.None);
            var episodes = Enumerable.Range(0, 4).Select(i => HashWorld.PlayAsync(environment, 20 + (ulong)i, CancellationToken.None)).ToArray();
            await Task.WhenAny(Task.WhenAll(episodes), Task.Delay(20_000, CancellationToken.None));
            foreach (var episode in episodes)
            {
                Assert.True(episode.IsCompleted);
                if (episode.IsCompletedSuccessfully) continue;
                var error = Assert.IsType<EnvironmentException>(episode.Exception!.InnerException);
                Assert.Contains("the environment program 'fake world'", error.Message, StringComparison.Ordinal);
            }
        });
    }

    private static async Task<int> PlayAsync(SeededRandom random)
    {
        int? instances = random.Next(4) == 0 ? 1 + random.Next(3) : null;
        ulong[] seeds = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => (ulong)random.Next(1000))];
        int requests = seeds.Sum(seed => HashWorld.Length(seed) + 1);
        var faults = new Dictionary<int, Misbehaviour>();
        var possible = instances is null or 1 ? All : [.. All.Except(Slow)];
        while (faults.Count < 2) faults[1 + random.Next(requests)] = possible[random.Next(possible.Length)];
        int happened = 0;
        var program = new FakeProgram((number, _, _) =>
        {
            if (!faults.TryGetValue(number, out var fault)) return null;
            Interlocked.Increment(ref happened);
            return fault;
        });
        await using var environment = await ExternalEnvironment.OpenAsync(program.Terms(instances), 2, CancellationToken.None);
        await Task.WhenAll(seeds.Select(seed => CheckedAsync(environment, seed))).WaitAsync(TimeSpan.FromSeconds(20));
        return happened;
    }

    private static async Task CheckedAsync(ExternalEnvironment environment, ulong seed) =>
        Assert.Equal(HashWorld.Expected(seed), await HashWorld.PlayAsync(environment, seed, CancellationToken.None));
}
