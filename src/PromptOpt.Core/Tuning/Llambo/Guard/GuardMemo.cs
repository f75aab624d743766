using System.Text.Json;
using System.Text.Json.Serialization;
using PromptOpt.Tuning.Llambo.Surrogates;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>What the guard wrote down when it suggested a trial: what it says to people, and all that later decisions rest on.</summary>
public sealed record GuardMemo
{
    private const int MostShares = 100;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What became of the advisor.</summary>
    public required GuardOutcome Outcome { get; init; }

    /// <summary>The advisor's weight, 0 to 0.5.</summary>
    public required double Weight { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What the predictor believed of the configuration that was suggested; null where it was not asked.</summary>
    public NormalBelief? Predictor { get; init; }

    /// <summary>What the advisor believed of it; null where it was not asked.</summary>
    public AdvisorBelief? Advisor { get; init; }

    /// <summary>As JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The memo of a trial; null where another sampler suggested it.</summary>
    /// <exception cref="BadInputException">There is a memo, but it cannot be read.</exception>
    public static GuardMemo? Of(Observation observation) => Read(observation.Memo, observation.Number);

    /// <summary>Reads the memo of a trial; null where another sampler suggested it.</summary>
    /// <param name="memo">The text.</param>
    /// <param name="trial">Number of the trial, for the message.</param>
    /// <exception cref="BadInputException">There is a memo, but it cannot be read.</exception>
    public static GuardMemo? Read(string memo, int trial)
    {
        if (!memo.StartsWith("{\"outcome\":", StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize<GuardMemo>(memo, Json);
        }
        catch (JsonException e)
        {
            throw new BadInputException($"The memo of trial {trial} cannot be read ({e.Message}); the study's file is damaged.", e);
        }
    }

    /// <summary>A belief in few numbers: of three digits, ten steps make one.</summary>
    internal static AdvisorBelief Short(ScoreDistribution belief)
    {
        int together = Math.Max(1, belief.Probabilities.Count / MostShares);
        return new(belief.Scale.Low, belief.Scale.High, [.. belief.Probabilities.Chunk(together).Select(chunk => Math.Round(chunk.Sum(), 6))]);
    }
}
