using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Statistics;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.Teams;

/// <summary>What must hold in every world whose agents are told what to do by one JSON object.</summary>
public sealed class TeamWorldTests
{
    private const int Seeds = 40;

    public static TheoryData<string> Worlds => ["boxnet1", "boxnet2", "boxlift", "warehouse"];

    [Theory, MemberData(nameof(Worlds))]
    public async Task Following_the_suggestions_reaches_an_exact_bound_in_every_episode_without_breaking_a_rule_or_getting_stuck(string world)
    {
        await using var environment = Open(world);
        for (int i = 0; i < 4 * Seeds; i++)
        {
            var played = await Play(environment, Episode(i), Suggested);
            Assert.Equal(BoundKind.Exact, played.Start.Bound.Kind);
            Assert.Equal(played.Start.Bound.Progress, played.Progress);
            Assert.True(played.IsSuccess);
            Assert.All(played.Steps, step => Assert.Null(step.Error));
            Assert.True(played.LongestStandstill < played.Start.StuckAfter, $"{i}: {played.LongestStandstill} steps without progress");
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Random_legal_play_breaks_no_rule_and_never_beats_the_bound_and_the_planner_finishes_from_wherever_it_leads(string world)
    {
        await using var environment = Open(world);
        for (int i = 0; i < Seeds; i++)
        {
            var random = Random((ulong)i);
            int wander = i % 25, step = 0;
            var played = await Play(environment, Episode(i), episode => step++ < wander ? random(episode) : Suggested(episode), steps: 200);
            Assert.All(played.Steps, result => Assert.Null(result.Error));
            Assert.True(played.IsSuccess);
            Assert.True(played.Steps.Count - wander <= played.Start.StepLimit, $"{i}: {played.Steps.Count - wander} steps");
            Assert.All(played.Steps, result => Assert.True(result.Progress <= played.Start.Bound.Progress));
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Shorter_episodes_have_a_bound_that_no_play_beats(string world)
    {
        for (int limit = 1; limit <= 6; limit++)
        {
            await using var environment = WorldCatalog.Create(world, new() { StepLimit = limit }, 2);
            for (int i = 0; i < 8; i++)
            {
                var suggested = await Play(environment, Episode(i), Suggested);
                var random = await Play(environment, Episode(i), Random((ulong)i));
                Assert.Equal(limit, suggested.Start.StepLimit);
                Assert.True(Math.Max(suggested.Progress, random.Progress) <= suggested.Start.Bound.Progress);
                if (suggested.Start.Bound.Kind == BoundKind.Exact) Assert.Equal(suggested.Start.Bound.Progress, suggested.Progress);
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Doing_nothing_scores_nothing_and_there_is_always_something_to_gain(string world)
    {
        foreach (var semantics in Enum.GetValues<WorldSemantics>())
        {
            await using var environment = Open(world, semantics);
            for (int i = 0; i < Seeds; i++)
            {
                var played = await Play(environment, Episode(i), _ => "{}", steps: 3);
                Assert.Equal(played.Start.Baseline, played.Progress);
                Assert.True(played.Start.Bound.Progress > played.Start.Baseline);
                Assert.All(played.Steps, step => Assert.Null(step.Error));
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Garbage_is_an_error_and_leaves_everything_as_it_was(string world)
    {
        const string letters = "{}[]\":,.0123456789 agentboxmovepicktrkWV_'()\n\\";
        foreach (var semantics in Enum.GetValues<WorldSemantics>())
        {
            await using var environment = Open(world, semantics);
            var random = new SeededRandom(7);
            for (int i = 0; i < 120; i++)
            {
                string garbage = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => letters[random.Next(letters.Length)]));
                foreach (string reply in new[] { garbage, $"{{{garbage}}}", $"{{\"{garbage}\": \"{garbage}\"}}" })
                {
                    var step = (await Play(environment, Episode(i % 4), _ => reply, steps: 1)).Steps[0];
                    Assert.NotNull(step.Observation);
                    if (step.Action is null) Assert.Equal(StepError.Format, step.Error?.Kind);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Half_spoiled_replies_never_throw(string world)
    {
        foreach (var semantics in Enum.GetValues<WorldSemantics>())
        {
            await using var environment = Open(world, semantics);
            var random = new SeededRandom(11);
            for (int i = 0; i < 30; i++)
            {
                var played = await Play(environment, Episode(i % 8), episode => Spoil(episode.SuggestedReply() ?? "{}", random), steps: 8);
                Assert.All(played.Steps, step => Assert.Equal(step.Error is null, step.ErrorCount == 0));
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task The_same_episode_and_the_same_replies_give_the_same_results(string world)
    {
        foreach (var semantics in Enum.GetValues<WorldSemantics>())
        {
            await using var one = Open(world, semantics);
            await using var other = Open(world, semantics);
            for (int i = 0; i < 8; i++)
                Assert.Equal((await Play(one, Episode(i), Random(3))).Steps, (await Play(other, Episode(i), Random(3))).Steps);
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task A_reply_in_prose_or_a_fence_with_other_quotes_case_and_spacing_means_the_same(string world)
    {
        await using var environment = Open(world);
        for (int i = 0; i < 8; i++)
        {
            string? expected = null;
            foreach (var dress in new Func<string, string>[]
            {
                reply => reply,
                reply => $"I will {{think}} first.\n```json\n{reply}\n```\nThat is my plan.",
                reply => reply.Replace('"', '\''),
                reply => reply.ToUpperInvariant(),
                reply => reply.Replace(", ", " ,  ", StringComparison.Ordinal).Replace("}", ",}", StringComparison.Ordinal),
                reply => reply.TrimEnd('}'),
            })
            {
                var step = (await Play(environment, Episode(i), episode => dress(Suggested(episode)), steps: 1)).Steps[0];
                Assert.Null(step.Error);
                Assert.Equal(expected ??= step.Action, step.Action);
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task An_error_comes_with_a_legal_useful_alternative(string world)
    {
        await using var environment = Open(world);
        var error = (await Play(environment, Episode(0), _ => "I do not know.", steps: 1)).Steps[0].Error!;
        Assert.Equal(StepError.Format, error.Kind);
        Assert.Contains("JSON object", error.Message, StringComparison.Ordinal);
        Assert.Null((await Play(environment, Episode(0), _ => error.Alternative!, steps: 1)).Steps[0].Error);
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Published_semantics_show_the_state_before_the_step_and_count_everything_as_the_bound(string world)
    {
        await using var environment = Open(world, WorldSemantics.Reference);
        Assert.Equal((EpisodeChatKind.Window, 0), (environment.Info.Chat, environment.Info.FormatRetries));
        var played = await Play(environment, Episode(1), Suggested, steps: 3);
        Assert.Equal(BoundKind.Nominal, played.Start.Bound.Kind);
        Assert.Equal(played.Start.Observation, played.Steps[0].Observation);
        Assert.NotEqual(played.Steps[0].Observation, played.Steps[1].Observation);
        Assert.NotEqual(played.Start.HistoryState, played.Steps[0].HistoryState);
    }

    [Theory, MemberData(nameof(Worlds))]
    public async Task Sizes_take_turns(string world)
    {
        Assert.Equal(4, WorldCatalog.SizesOf(world));
        await using var all = Open(world);
        for (int size = 0; size < 4; size++)
        {
            await using var one = Open(world, size: size + 1);
            Assert.Equal((await one.ResetAsync(Episode(size), default)).Start, (await all.ResetAsync(Episode(size), default)).Start);
        }
    }

    private static string Spoil(string reply, SeededRandom random)
    {
        char[] letters = reply.ToCharArray();
        for (int i = random.Next(4); i > 0 && letters.Length > 0; i--) letters[random.Next(letters.Length)] = "0123456789{}[]\" ,.ab"[random.Next(20)];
        return new(letters);
    }
}
