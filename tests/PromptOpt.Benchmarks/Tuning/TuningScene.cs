using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>What a method may ask for when it begins a run.</summary>
internal sealed class TuningScene
{
    /// <summary>Reads all that is known of the task; for advisors that are told the answers.</summary>
    public required Func<KnownScores> Known { get; init; }

    /// <summary>LLAMBO on the task with the model at hand; for methods that need one.</summary>
    public required Func<LlamboOptions, LlamboSetting> Llambo { get; init; }
}
