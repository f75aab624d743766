namespace PromptOpt.LlamaCpp;

/// <summary>Where a model is computed.</summary>
public enum LlamaDevice
{
    /// <summary>The best device that the libraries at hand offer.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,
}
