namespace PromptOpt.LlamaCpp;

/// <summary>Where a model is computed.</summary>
public enum LlamaDevice
{
    /// <summary>The best device that the engine can use: so far always the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,
}
