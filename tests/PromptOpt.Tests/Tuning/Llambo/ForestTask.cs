using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo;

/// <summary>A small task for tests: parameters of every kind, one of them conditional, and a made-up score.</summary>
internal static class ForestTask
{
    public static SearchSpace Space { get; } = new(
    [
        Parameter.Whole("depth", 1, 15, 5),
        Parameter.Real("rate", 1e-4, 1, 0.1, ParameterScale.Log),
        Parameter.Real("share", 0.01, 0.99, 0.5, ParameterScale.Logit),
        Parameter.Categorical("kernel", ["rbf", "linear", "poly \"2\""], "rbf"),
        Parameter.Ordinal("width", [16, 32, 64], 32),
        Parameter.Boolean("early", true),
        Parameter.Whole("patience", 1, 2000, 10) with { Condition = new("early", [new(true)]) },
    ]);

    public static ProblemCard Card { get; } = new()
    {
        Subject = "a random forest that sorts wines by their chemistry",
        Measure = "accuracy in five-fold cross-validation",
        Rows = 142,
        Facts = ["There are 13 numeric features and 3 classes."],
        Highest = 1,
    };

    public static PromptLibrary Prompts { get; } = PromptLibrary.Load(RepositoryFolder.File("prompts"));

    public static LlamboSetting Setting(ILanguageModel model, LlamboOptions? options = null) => new(model, Prompts, Card, options);

    /// <summary>A history of random trials, the fourth of which failed.</summary>
    public static SamplerContext Context(int trials, SearchSpace? space = null)
    {
        space ??= Space;
        var random = new SeededRandom(7);
        var history = Enumerable.Range(1, trials).Select(number =>
        {
            var configuration = space.Draw(random);
            return new Observation
            {
                Number = number,
                Configuration = configuration,
                Value = 1 - space.PointOf(configuration).Average(x => (x - 0.3) * (x - 0.3)),
                State = number == 4 ? ObservationState.Failed : ObservationState.Complete,
            };
        });
        return new() { Space = space, History = [.. history], Number = trials + 1, Study = new(11) };
    }
}
