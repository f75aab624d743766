using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Tuning.Knobs;

/// <summary>What a knob may look at.</summary>
internal sealed record KnobContext
{
    /// <summary>The candidate that is tuned.</summary>
    public required Candidate Base { get; init; }

    /// <summary>The task.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Train rows in the study's order.</summary>
    public required IReadOnlyList<Example> Train { get; init; }

    /// <summary>Closed set of answers; empty for open ones.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the solving model can do.</summary>
    public required LanguageModelCapabilities Capabilities { get; init; }

    /// <summary>Beginnings of answers to try.</summary>
    public required IReadOnlyList<string> AnswerPrefixes { get; init; }

    /// <summary>Whether a candidate's longest prompt and answer fit the model's context.</summary>
    public Func<Candidate, bool> Fits { get; init; } = _ => true;

    /// <summary>Most requests that one row takes, by candidate.</summary>
    public Func<Candidate, int> MostCalls { get; init; } = candidate => candidate.Samples;

    /// <summary>The prompts and sets of examples that are tuned together with all else; null, the default, where the base's own stay.</summary>
    public PromptPool? Pool { get; init; }

    /// <summary>Number of the trial that the base is of; 0, the default, for the seed prompt's or none.</summary>
    public int Trial { get; init; }

    /// <summary>Values of knobs that stay as the base has them, to be told with each configuration. Default none.</summary>
    public IReadOnlyDictionary<string, Spaces.ParameterValue> Fixed { get; init; } = new Dictionary<string, Spaces.ParameterValue>();

    /// <summary>Randomness of the study.</summary>
    public required SeededRandom Study { get; init; }

    /// <summary>Whether the task is played in episodes.</summary>
    public bool HasEpisodes => Task.Environment is not null;

    /// <summary>Whether answers come from a closed set.</summary>
    public bool HasLabels => Labels.Count >= 2 && !HasEpisodes;
}
