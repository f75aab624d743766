using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.Logistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.Logistics;

public sealed class LogisticsWorldTests
{
    private static readonly LogisticsWorld World = new(new());
    private static readonly LogisticsWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    // Locations 0 and 1 in city_0, 2 and 3 in city_1; trucks at 0 and 3, the airplane at 0; package_0 from 1 to 3, package_1 in the airplane, to 2, package_2 done.
    private static LogisticsState Start => new()
    {
        Map = new(2, 2, 1),
        VehicleAt = [0, 3, 0],
        PackageAt = [1, ~2, 2],
        Goals = [3, 2, 2],
        StepsLeft = 30,
        StartProgress = 1,
    };

    [Fact]
    public void The_agent_sees_locations_vehicles_packages_and_goals() =>
        Assert.Equal(
            "Locations: location_0_0 location_0_1 location_1_0 location_1_1.\nVehicles: truck_0 at location_0_0; truck_1 at location_1_1; airplane_0 at location_0_0."
            + "\nPackages: package_0 at location_0_1, goal location_1_1; package_1 in airplane_0, goal location_1_0; package_2 at location_1_0, done.",
            World.Observe(Start));

    [Fact]
    public void The_published_observation_lists_facts()
    {
        string text = Published.Observe(Start);
        Assert.StartsWith("Now location_0_0 is an airport, location_1_0 is an airport, truck_0 is at location_0_0,", text, StringComparison.Ordinal);
        Assert.Contains("package_1 is in airplane_0, location_0_0 is in the city city_0,", text, StringComparison.Ordinal);
        Assert.EndsWith("package_1 is at location_1_0 and package_2 is at location_1_0.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load package_7 into truck_0 at location_0_0", "unknown-object", "there is no package_7 that could be used here")]
    [InlineData("load package_0 into location_0_0 at location_0_1", "unknown-object", "there is no location_0_0 that could be used here")]
    [InlineData("drive truck_0 from location_0_0 to location_0_1 in city_8", "unknown-object", "there is no city_8 that could be used here")]
    [InlineData("load package_0 into truck_0 at location_0_0", "not-there", "package_0 is at location_0_1, not at location_0_0")]
    [InlineData("load package_0 into truck_0 at location_0_1", "not-there", "truck_0 is at location_0_0, not at location_0_1")]
    [InlineData("load package_1 into truck_0 at location_0_0", "not-there", "package_1 is in airplane_0, not at location_0_0")]
    [InlineData("unload package_0 from truck_0 at location_0_0", "not-loaded", "package_0 is at location_0_1, not in truck_0")]
    [InlineData("unload package_1 from airplane_0 at location_1_0", "not-there", "airplane_0 is at location_0_0, not at location_1_0")]
    [InlineData("drive airplane_0 from location_0_0 to location_1_0", "wrong-vehicle", "airplane_0 cannot drive, only trucks can")]
    [InlineData("fly truck_0 from location_0_0 to location_1_0", "wrong-vehicle", "truck_0 cannot fly, only airplanes can")]
    [InlineData("drive truck_0 from location_0_1 to location_0_0", "not-there", "truck_0 is at location_0_0, not at location_0_1")]
    [InlineData("drive truck_0 from location_0_0 to location_1_0", "other-city", "truck_0 cannot leave city_0, and location_1_0 is in another city")]
    [InlineData("drive truck_0 from location_0_0 to location_0_1 in city_1", "other-city", "location_0_0 is not in city_1")]
    [InlineData("drive truck_0 from location_0_0 to location_0_0", "same-place", "truck_0 is already at location_0_0")]
    [InlineData("fly airplane_0 from location_0_0 to location_1_1", "no-airport", "airplane_0 cannot land at location_1_1, which is no airport")]
    public void What_cannot_be_done_is_refused_with_the_reason(string reply, string kind, string message)
    {
        var done = World.Step(Start, World.Parse(reply, Start).Action!);
        var error = Assert.Single(done.Errors);
        Assert.Equal((kind, message, false), (error.Kind, error.Message, error.EndsEpisode));
        Assert.Equal(World.Observe(Start), World.Observe(done.State));
    }

    [Fact]
    public void The_actions_do_what_they_say()
    {
        var state = Start;
        foreach (string reply in new[]
        {
            "drive truck_0 from location_0_0 to location_0_1", "load package_0 into truck_0 at location_0_1", "drive truck_0 from location_0_1 to location_0_0 in city_0",
            "unload package_0 from truck_0 at location_0_0", "load package_0 into airplane_0 at location_0_0", "fly airplane_0 from location_0_0 to location_1_0",
            "unload package_1 from airplane_0 at location_1_0", "unload package_0 from airplane_0 at location_1_0", "drive truck_1 from location_1_1 to location_1_0",
            "load package_0 into truck_1 at location_1_0", "drive truck_1 from location_1_0 to location_1_1",
        })
        {
            state = Do(state, reply);
            Assert.False(World.IsSuccess(state));
        }

        Assert.True(World.IsSuccess(Do(state, "unload package_0 from truck_1 at location_1_1")));
        Assert.Equal(12, World.Plan(Start).Steps);
    }

    [Theory]
    [InlineData("Load package_0 into truck_0 at location_0_1.", "load package_0 into truck_0 at location_0_1")]
    [InlineData("I would **load the package 0 in the truck 0 at location 0_1**", "load package_0 into truck_0 at location_0_1")]
    [InlineData("{unload package_1 from airplane_0 at location_0_0}", "unload package_1 from airplane_0 at location_0_0")]
    [InlineData("next: drive truck_0 from location_0_0 to location_0_1 in city_0", "drive truck_0 from location_0_0 to location_0_1 in city_0")]
    [InlineData("FLY AIRPLANE_0 FROM LOCATION_0_0 TO LOCATION_1_0", "fly airplane_0 from location_0_0 to location_1_0")]
    public void An_action_is_found_in_what_surrounds_it(string reply, string action) => Assert.Equal(action, World.Write(World.Parse(reply, Start).Action!));

    [Theory]
    [InlineData("", "holds no action")]
    [InlineData("load package_0 into truck_0", "holds no action")]
    [InlineData("move truck_0 from location_0_0 to location_0_1", "holds no action")]
    [InlineData("fly airplane_0 from location_0_0 to location_1_0 then unload package_1 from airplane_0 at location_1_0", "holds 2 actions")]
    public void A_reply_without_exactly_one_action_is_told_the_form(string reply, string problem)
    {
        var error = World.Parse(reply, Start).Error!;
        Assert.Equal(StepError.Format, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("load PACKAGE into VEHICLE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Load package_0 into truck_0 at location_0_1.", "load package_0 into truck_0 at location_0_1")]
    [InlineData("drive truck_9 from location_0_0 to location_0_1", "drive truck_9 from location_0_0 to location_0_1")]
    [InlineData("I load package_0 into truck_0 at location_0_1", "format")]
    [InlineData("{load package_0 into truck_0 at location_0_1}", "format")]
    [InlineData("load package_0 into city_0 at location_0_1", "wrong-object")]
    [InlineData("load package_0 into truck_0", "wrong-object")]
    public void The_published_parser_wants_the_verb_first(string reply, string expected)
    {
        var (action, error) = Published.Parse(reply, Start);
        Assert.Equal(expected, error?.Kind ?? Published.Write(action!));
        Assert.Equal(error?.Kind == "wrong-object", error?.EndsEpisode == true);
    }

    [Fact]
    public void The_published_feedback_of_unloading_is_that_of_loading()
    {
        var done = Published.Step(Start, new(LogisticsVerb.Unload, "package_0", "truck_0", "location_0_0"));
        Assert.StartsWith("a package can be loaded only if", done.Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_take_turns() =>
        Assert.Equal(
            [(2, 1, 2), (2, 2, 3), (3, 2, 3), (3, 2, 6)],
            Enumerable.Range(0, 4).Select(index => World.Reset(new(Phase.Train, index, 1))).Select(state => (state.Map.Cities, state.Map.PerCity, state.Goals.Count)));

    private static LogisticsState Do(LogisticsState state, string reply)
    {
        var done = World.Step(state, World.Parse(reply, state).Action!);
        Assert.Empty(done.Errors);
        return done.State;
    }
}
