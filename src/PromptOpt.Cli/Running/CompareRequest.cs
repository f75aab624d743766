using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>A comparison of strategies, as the command line asks for it.</summary>
internal sealed record CompareRequest
{
    /// <summary>What all of its studies have in common; the seed of its options is the first one, and its name is not used.</summary>
    public required OptimizeRequest Common { get; init; }

    /// <summary>Name asked for; null makes one from the task.</summary>
    public string? Name { get; init; }

    /// <summary>The strategies, each once; the first one is the reference.</summary>
    public required IReadOnlyList<Strategy> Strategies { get; init; }

    /// <summary>Number of seeds.</summary>
    public required int Seeds { get; init; }

    /// <summary>Rows that the choices are compared on: test or validation.</summary>
    public required Phase Split { get; init; }

    /// <summary>The command line, to be typed again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The studies in the order they are run: all strategies with the first seed, then all with the second, so that a comparison that is cut short has whole seeds.</summary>
    public IReadOnlyList<(Strategy Strategy, long Seed)> Studies =>
        [.. Enumerable.Range(0, Seeds).SelectMany(i => Strategies.Select(strategy => (strategy, Common.Options.Seed + i)))];

    /// <summary>Who looked at the test rows, for the count of uses: other strategies or seeds are another look.</summary>
    /// <param name="name">The comparison.</param>
    public string User(string name) =>
        $"compare {name}: {string.Join(",", Strategies.Select(Yaml.KebabCase.Of))}, seeds {Common.Options.Seed} to {Common.Options.Seed + Seeds - 1}";
}
