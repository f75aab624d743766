namespace PromptOpt.LlamaCpp;

/// <summary>How a model is spread over several GPUs. The numbers are llama.cpp's.</summary>
public enum LlamaSplitMode
{
    /// <summary>All on one of them.</summary>
    None = 0,

    /// <summary>Whole layers, with their key-value memory.</summary>
    Layer = 1,
}
