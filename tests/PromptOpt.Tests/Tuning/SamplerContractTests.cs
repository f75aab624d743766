using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

/// <summary>What every sampler promises.</summary>
public sealed class SamplerContractTests
{
    private static readonly SearchSpace Mixed = new(
    [
        Parameter.Categorical("filter", ["temperature", "top_p", "both"], "temperature"),
        Parameter.Real("temperature", 0, 1.4, 0, step: 0.1) with { Condition = new("filter", ["temperature", "both"]) },
        Parameter.Real("top_p", 0.5, 0.99, 0.9, ParameterScale.Logit) with { Condition = new("filter", ["top_p", "both"]) },
        Parameter.Whole("max_tokens", 16, 512, 128, ParameterScale.Log),
        Parameter.Ordinal("samples", [1, 3, 5, 9, 17], 1),
        Parameter.Boolean("reasoning", false),
        Parameter.Real("penalty", -2, 2, 0),
    ],
    [
        new("samples * max_tokens <= 2000", c => c["samples"].Number * c["max_tokens"].Number <= 2000),
        new("no penalty above 1 with reasoning", c => !c["reasoning"].IsTrue || c["penalty"].Number <= 1),
    ]);

    // 3 * 4 * (1 + 2) = 36 configurations.
    private static readonly SearchSpace Small = new(
    [
        Parameter.Categorical("word", ["a", "b", "c"], "b"),
        Parameter.Whole("number", 1, 4, 1),
        Parameter.Boolean("more", false),
        Parameter.Ordinal("how_much", [1, 10], 1) with { Condition = new("more", ["true"]) },
    ]);

    public static TheoryData<string> Names => [.. Samplers.All.Select(sampler => sampler.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Suggestions_are_allowed_whatever_is_pending_failed_or_given(string name)
    {
        var lanes = Lanes(Mixed, name);

        Assert.All(lanes.Run(80), suggestion =>
        {
            Assert.True(Mixed.Allows(suggestion.Configuration), suggestion.Configuration.ToString());
            Assert.Equal(name, suggestion.Source);
            Assert.InRange(suggestion.Fidelity, 1e-6, 1);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_context_gives_the_same_suggestion_and_another_study_another_one(string name)
    {
        var lanes = Lanes(Mixed, name);
        foreach (var suggestion in lanes.Run(40)) Assert.NotNull(suggestion);

        var context = lanes.Context;
        Assert.Equal(Samplers.Find(name).Suggest(context), Samplers.Find(name).Suggest(context));
        Assert.Equal(Lanes(Mixed, name).Run(40).ToList(), Lanes(Mixed, name).Run(40).ToList());
        Assert.NotEqual(Lanes(Mixed, name, seed: 2).Run(40).ToList(), Lanes(Mixed, name).Run(40).ToList());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_tried_twice_in_a_finite_space_before_everything_was(string name)
    {
        var lanes = new StudyLanes(Small, Samplers.Find(name), c => c["number"].Number) { Lanes = 3, FailsEvery = 7 };
        var tried = new Dictionary<Configuration, double>();
        foreach (var suggestion in lanes.Run(60))
        {
            // Going on with more of the evaluation is no repetition.
            if (tried.Count < 36) Assert.True(!tried.TryGetValue(suggestion.Configuration, out double before) || suggestion.Fidelity > before);
            Assert.True(Small.Allows(suggestion.Configuration));
            tried[suggestion.Configuration] = suggestion.Fidelity;
        }

        Assert.Equal(36, tried.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dozen_dimensions_are_searched_from_an_empty_history(string name)
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 12).Select(i => Parameter.Real($"x{i}", -1, 1, 0.5))]);
        var lanes = new StudyLanes(space, Samplers.Find(name), c => -c.Values.Values.Sum(x => x.Number * x.Number)) { Lanes = 4 };

        List<Suggestion> suggestions = [.. lanes.Run(60)];
        Assert.All(suggestions, suggestion => Assert.True(space.Allows(suggestion.Configuration)));
        Assert.All(space.Parameters, p => Assert.True(suggestions.Select(s => s.Configuration[p.Name]).Distinct().Count() > 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_space_of_one_configuration_has_it_suggested_again(string name)
    {
        var space = new SearchSpace([Parameter.Whole("x", 3, 3, 3)]);
        var lanes = new StudyLanes(space, Samplers.Find(name), _ => 1);

        Assert.All(lanes.Run(12), suggestion => Assert.Equal(space.Default, suggestion.Configuration));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_study_in_which_everything_fails_goes_on(string name)
    {
        var lanes = new StudyLanes(Mixed, Samplers.Find(name), _ => 0) { FailsEvery = 1 };

        Assert.All(lanes.Run(40), suggestion => Assert.True(Mixed.Allows(suggestion.Configuration)));
    }

    [Fact]
    public void Names_are_unique_and_an_unknown_one_is_answered_with_those_that_there_are()
    {
        Assert.Equal(Samplers.All.Count, Samplers.All.Select(sampler => sampler.Name).Distinct().Count());
        var error = Assert.Throws<BadInputException>(() => Samplers.Find("annealing"));
        Assert.Contains("there is no sampler 'annealing'; there are random, sobol", error.Message);
    }

    private static StudyLanes Lanes(SearchSpace space, string name, ulong seed = 1) =>
        new(space, Samplers.Find(name), c => -c["penalty"].Number - Math.Abs(c["max_tokens"].Number - 100) / 100) { Seed = seed, Lanes = 4, FailsEvery = 9, ForeignEvery = 5 };
}
