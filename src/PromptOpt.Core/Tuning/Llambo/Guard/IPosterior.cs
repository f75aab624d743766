using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>What a predictor believes after it has seen a history.</summary>
public interface IPosterior
{
    /// <summary>The belief about a configuration of the space, in units of the values.</summary>
    NormalBelief At(Configuration configuration);
}
