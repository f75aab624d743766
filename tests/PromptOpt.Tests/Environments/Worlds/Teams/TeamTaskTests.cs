using PromptOpt.Environments.Worlds;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Yaml;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.Teams;

/// <summary>The task folders of these worlds.</summary>
public sealed class TeamTaskTests
{
    [Theory, MemberData(nameof(TeamWorldTests.Worlds), MemberType = typeof(TeamWorldTests))]
    public void A_task_plays_its_world_with_the_defaults(string world)
    {
        var task = TaskFile.Load(RepositoryFolder.Task(world));
        Assert.Equal((world, world), (task.Name, task.Environment?.World));
        Assert.Equal(new WorldOptions().Semantics, task.Environment!.WorldOptions.Semantics);
        Assert.True(task.Seed.MaxTokens > 0);
    }

    [Theory, MemberData(nameof(TeamWorldTests.Worlds), MemberType = typeof(TeamWorldTests))]
    public async Task Every_broken_rule_and_every_bad_end_has_a_feedback_rule_of_its_own(string world)
    {
        await using var environment = Open(world);
        var rules = YamlFile.Read(Path.Combine(RepositoryFolder.Task(world), "feedback.yaml")).Root.Maps("rules");
        var kinds = rules.Select(rule => rule.Map("when")!.Text("error")!).ToArray();
        string[] expected = [.. environment.Info.Violations, EpisodeRecord.Format, EpisodeRecord.Stuck, EpisodeRecord.StepLimitReached];
        Assert.Equal(expected.Order(), kinds.Order());
        Assert.All(rules, rule => Assert.Contains(rule.Map("when")!.Text("error") is "stuck" or "step-limit" ? "{{steps}}" : "{{error}}", rule.Text("message")));
    }

    [Theory, MemberData(nameof(TeamWorldTests.Worlds), MemberType = typeof(TeamWorldTests))]
    public async Task The_example_of_the_seed_prompt_is_a_reply_that_can_be_read(string world)
    {
        await using var environment = Open(world);
        string example = TaskFile.Load(RepositoryFolder.Task(world)).Seed.Instruction.Split('\n')[^1];
        Assert.NotNull((await Play(environment, Episode(0), _ => example, steps: 1)).Steps[0].Action);
    }
}
