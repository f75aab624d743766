using FsCheck.Xunit;
using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Environments.Worlds;

/// <summary>What must hold for every world with a planner.</summary>
public sealed class PlannedWorldTests
{
    private const int Episodes = 100;
    private static readonly string[] Words =
    [
        "move", "pick", "pick up", "goal", "up", "left", "{", "}", "{Move up}", "\n", " ", "stack", "unstack", "put down", "the red block", "red", "on top of", "from", "load",
        "drive", "unload", "fly", "package_0", "truck_1", "airplane_0", "into", "at", "to", "location_0_0", "location_9_9", "city_1", ".", "block",
    ];

    public static TheoryData<string, WorldSemantics> All => PlannedWorlds.All();

    [Theory]
    [MemberData(nameof(All))]
    public void Random_legal_play_breaks_no_rule_and_beats_no_bound(string name, WorldSemantics semantics) =>
        ForEach(name, new() { Semantics = semantics }, (play, episode) => play.PlayAtRandom(episode));

    [Theory]
    [MemberData(nameof(All))]
    public void Advice_reaches_the_bound_within_the_limit_and_is_never_stuck(string name, WorldSemantics semantics) =>
        ForEach(name, new() { Semantics = semantics }, (play, episode) => play.FollowAdvice(episode));

    [Theory]
    [MemberData(nameof(All))]
    public void Advice_keeps_its_promise_after_random_steps(string name, WorldSemantics semantics) =>
        ForEach(name, new() { Semantics = semantics }, (play, episode) => play.FollowAdviceFromElsewhere(episode));

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_limit_below_the_best_plan_lowers_the_bound_to_what_fits(string name, WorldSemantics semantics) =>
        ForEach(name, new() { Semantics = semantics, StepLimit = 12 }, (play, episode) => play.FollowAdviceFromElsewhere(episode));

    [Theory]
    [InlineData("gridworld1", null, 12)]
    [InlineData("gridworld1", 15, 12)]
    [InlineData("gridworld2", null, 12)]
    [InlineData("gridworld2", 15, 12)]
    [InlineData("blocksworld", null, 8)]
    [InlineData("blocksworld", 5, 40)]
    [InlineData("logistics", null, 4)]
    [InlineData("logistics", 7, 12)]
    public void No_play_at_all_is_better_than_the_plan(string name, int? stepLimit, int episodes)
    {
        var play = PlannedWorlds.Of(name, new() { Sizes = name == "logistics" ? [1, 2] : [], StepLimit = stepLimit });
        for (int episode = 0; episode < episodes; episode++) play.TryEverything(episode);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_episode_goes_the_same_way(string name, WorldSemantics semantics) =>
        ForEach(name, new() { Semantics = semantics }, (play, episode) => play.PlayTwice(episode));

    [Property(MaxTest = 300)]
    public void Any_text_is_an_action_or_a_typed_error(string? text, byte[] words, byte episode)
    {
        string mixed = string.Join(' ', words.Select(word => Words[word % Words.Length]));
        foreach (var row in PlannedWorlds.All())
        {
            var play = PlannedWorlds.Of((string)row[0], new() { Semantics = (WorldSemantics)row[1] });
            play.Reply(episode, text ?? "");
            play.Reply(episode, mixed);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Doing_nothing_scores_zero_in_corrected_semantics(string name, WorldSemantics semantics)
    {
        await using var world = WorldCatalog.Create(name, new() { Semantics = semantics }, 2);
        for (int index = 0; index < 24; index++)
        {
            await using var episode = await world.ResetAsync(new(Phase.Test, index, (ulong)index), CancellationToken.None);
            var start = episode.Start;
            Assert.Equal(semantics == WorldSemantics.Corrected ? start.Progress : 0, start.Baseline);
            Assert.Equal(semantics == WorldSemantics.Corrected ? BoundKind.Exact : BoundKind.Nominal, start.Bound.Kind);
            Assert.True(start.Bound.Progress > start.Progress);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_task_of_the_repository_has_a_rule_for_every_kind_of_error(string name, WorldSemantics semantics)
    {
        if (semantics == WorldSemantics.Reference) return;
        string rules = File.ReadAllText(Path.Combine(RepositoryFolder.Task(name), "feedback.yaml"));
        string[] kinds = [StepError.Format, "stuck", "step-limit", .. PlannedWorlds.Of(name, new()).Violations];
        Assert.All(kinds, kind => Assert.Contains($"error: {kind}}}", rules, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_task_of_the_repository_plays_the_world(string name, WorldSemantics semantics)
    {
        var task = TaskFile.Load(RepositoryFolder.Task(name));
        Assert.Equal((name, name), (task.Name, task.Environment!.World));
        Assert.Equal(semantics == WorldSemantics.Corrected, task.Environment.WorldOptions.Semantics == semantics);
    }

    private static void ForEach(string name, WorldOptions options, Action<IPlannedPlay, int> check)
    {
        var play = PlannedWorlds.Of(name, options);
        for (int episode = 0; episode < Episodes; episode++) check(play, episode);
    }
}
