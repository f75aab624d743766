using PromptOpt.Search;
using PromptOpt.Search.Grids;

namespace PromptOpt.Tasks;

/// <summary>What a session may change, and how it searches.</summary>
public sealed record SearchSpec
{
    /// <summary>The strategy that the rest changes; null for standard on datasets and small on multi-step tasks.</summary>
    public Strategy? Strategy { get; init; }

    /// <summary>Trials of the first level, 1 to 200; null for the strategy's.</summary>
    public int? FirstLevel { get; init; }

    /// <summary>Trials for each parent in later levels, 1 to 64; null for the strategy's.</summary>
    public int? Children { get; init; }

    /// <summary>Levels without a better trial after which the search stops, 1 to 100; null for the strategy's.</summary>
    public int? Patience { get; init; }

    /// <summary>How parents are chosen.</summary>
    public ParentsSpec Parents { get; init; } = new();

    /// <summary>Names of the operators allowed; null allows those of the strategy.</summary>
    public IReadOnlyList<string>? Operators { get; init; }

    /// <summary>Most tokens of an instruction, at least 16; one whose parent is longer must not be longer than that. Null sets no limit.</summary>
    public int? MaxPromptTokens { get; init; }

    /// <summary>How a learned score model screens proposals; null for the defaults. Only strategies that screen have one.</summary>
    public ScoreModelSpec? ScoreModel { get; init; }

    /// <summary>The grid of the strategy grid; null for one that suits the task.</summary>
    public GridSpec? Grid { get; init; }

    /// <summary>Chance to stop a trial that is as good as the best one so far or better, above 0 and below 0.5. Default 0.2.</summary>
    public double EliminationError { get; init; } = 0.2;

    /// <summary>Ranges of decoding parameters by llama-server name, e.g. temperature: 0 to 1.2. Empty leaves decoding alone.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Decoding { get; init; } = new Dictionary<string, (double, double)>();
}
