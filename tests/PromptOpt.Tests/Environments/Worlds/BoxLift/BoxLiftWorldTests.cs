using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.BoxLift;
using PromptOpt.Tests.Environments.Worlds.Teams;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.BoxLift;

public sealed class BoxLiftWorldTests
{
    private const int Draws = 8000, DrawsOfTheFigure = 2000;
    private static readonly BoxLiftWorld World = new(new());
    private static readonly BoxLiftWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    // Two boxes of the same volume and a big one that is heavier than it looks; three agents.
    private static readonly BoxLiftState Start = new([new(1, 20, 18), new(2, 20, 23), new(3, 50, 56)], [new(1, 20), new(2, 25), new(3, 15)], 97);

    [Theory]
    [InlineData(1, 16, 11.02)]
    [InlineData(2, 24, 13.78)]
    [InlineData(3, 35, 16.07)]
    [InlineData(4, 45, 17.37)]
    public void Published_semantics_keep_one_box_of_each_volume(int size, int boxes, double figure)
    {
        var world = new BoxLiftWorld(new() { Semantics = WorldSemantics.Reference, Sizes = [size] });
        double[] counts = [.. Enumerable.Range(0, Draws).Select(i => (double)world.Reset(Episode(i)).Boxes.Count)];
        double mean = counts.Average(), deviation = Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)));
        double expected = 19 * (1 - Math.Pow(18 / 19.0, boxes));
        Assert.InRange(mean - expected, -3 * deviation / Math.Sqrt(Draws), 3 * deviation / Math.Sqrt(Draws));

        // The figure itself was sampled.
        double error = deviation * Math.Sqrt((1.0 / Draws) + (1.0 / DrawsOfTheFigure));
        Assert.InRange(mean - figure, -3 * error, 3 * error);
    }

    [Fact]
    public void All_boxes_are_kept_with_weights_near_their_volumes_that_all_agents_together_can_lift()
    {
        var states = Enumerable.Range(0, 2000).Select(i => World.Reset(Episode(i))).ToArray();
        Assert.Equal([16, 24, 35, 45], states.Take(4).Select(state => state.Boxes.Count));
        Assert.Equal([4, 6, 8, 10], states.Take(4).Select(state => state.Lifters.Count));
        Assert.All(states, state => Assert.True(state.Lifters.Sum(lifter => lifter.Capacity) >= state.Boxes.Max(box => box.Weight)));
        var boxes = states.SelectMany(state => state.Boxes).ToArray();
        Assert.All(boxes, box => Assert.True(box is { Volume: >= 10 and <= 100, Weight: >= 1 } && box.Volume % 5 == 0));
        double[] off = [.. boxes.Select(box => (double)(box.Weight - box.Volume) / box.Volume)];
        Assert.InRange(off.Average(), -0.005, 0.005);
        Assert.InRange(off.Count(share => Math.Abs(share) > 0.32) / (double)off.Length, 0.04, 0.055);
        Assert.InRange(Math.Sqrt(off.Where(share => Math.Abs(share) < 0.25).Average(share => share * share)), 0.09, 0.105);
    }

    [Fact]
    public void A_group_lifts_a_box_if_its_capacities_together_are_enough_for_the_weight()
    {
        var done = World.Do(Start, "{\"box1\": \"agent1\", \"box2\": \"agent2\", \"box3\": \"agent3\"}");
        Assert.Empty(done.Errors);
        Assert.Equal("Lifted: box1, box2. Too heavy: box3 for agent3.", done.Feedback);
        Assert.Equal(4.1, World.Progress(done.State));
        Assert.True(World.IsSuccess(World.Do(done.State, "{\"box3\": [\"agent1\", \"agent2\", \"agent3\"]}").State));
    }

    [Theory]
    [InlineData("{\"box7\": \"agent1\"}", "unknown-box")]
    [InlineData("{\"box1\": \"agent99\"}", "unknown-agent")]
    [InlineData("{\"box1\": \"agent1, agent1\"}", "agent-twice")]
    [InlineData("{\"box1\": \"agent1\", \"box2\": \"agent1, agent2\"}", "agent-twice")]
    [InlineData("{\"box1\": \"agent1\", \"box1\": \"agent2\"}", "named-twice")]
    [InlineData("{\"box1\": \"everyone\"}", "format")]
    [InlineData("{\"the big one\": \"agent1\"}", "format")]
    public void A_broken_rule_is_named_and_nothing_is_lifted(string reply, string kind)
    {
        Assert.Equal(kind, World.Wrong(Start, reply));
        Assert.Equal(Start.Boxes, World.Do(Start, reply).State.Boxes);
    }

    [Fact]
    public void A_broken_rule_spoils_only_the_lifts_it_concerns()
    {
        var done = World.Do(Start, "{\"box9\": \"agent2\", \"box1\": \"agent1\"}");
        Assert.Equal("there is no box9 left to lift. Lifted: box1.", done.Feedback);
        Assert.Equal([2, 3], done.State.Boxes.Select(box => box.Name));
    }

    [Theory]
    [InlineData("{\"box2\": \"agent1 and agent2\"}")]
    [InlineData("{\"Box 2\": \"1, 2\"}")]
    [InlineData("{\"box2 (2.0)\": \"agent1[2.0], agent2[2.5]\"}")]
    [InlineData("{\"box_2\": [\"agent_1\", \"agent_2\"]}")]
    public void Names_are_read_whatever_their_spacing_and_remarks(string reply) =>
        Assert.Equal("{\"box2\": \"agent1, agent2\"}", World.Write(World.Parse(reply, Start).Action!));

    [Fact]
    public void Published_semantics_let_an_invented_agent_lift_everything_and_one_agent_lift_many()
    {
        var start = BoxLiftGenerator.Collapse(Start);
        Assert.Equal([(20, 23), (50, 56)], start.Boxes.Select(box => (box.Name, box.Weight)));
        Assert.True(Published.IsSuccess(Published.Do(start, "{\"box[2.0V]\": \"agent[99.0W]\", \"box[5.0V]\": \"agent[99.0W]\"}").State));
        var failed = Published.Do(start, "{\"box[2.0V]\": \"agent[1.5W]\", \"box[9.0V]\": \"agent[1.5W]\", \"box\": \"agent[1.5W]\"}");
        Assert.Equal("box[2.0V] is heavier than agent[1.5W] can lift.", failed.Feedback);
        Assert.Empty(failed.Errors);
    }

    [Fact]
    public void The_agent_sees_volumes_and_capacities_but_no_weights()
    {
        Assert.Equal("Boxes left (volume): box1 2.0, box2 2.0, box3 5.0\nAgents (capacity): agent1 2.0, agent2 2.5, agent3 1.5", World.Observe(Start));
        Assert.Equal("Boxes left: box[2.0V], box[5.0V]\nAgents: agent[2.0W], agent[2.5W], agent[1.5W]", Published.Observe(BoxLiftGenerator.Collapse(Start)));
    }

    [Fact]
    public void Limits_are_those_of_the_size() =>
        Assert.Equal([20, 20, 20, 25], Enumerable.Range(0, 4).Select(i => World.StepLimit(World.Reset(Episode(i)))));
}
