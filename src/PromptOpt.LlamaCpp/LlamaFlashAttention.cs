namespace PromptOpt.LlamaCpp;

/// <summary>Whether attention is computed in one fused step. The numbers are llama.cpp's.</summary>
public enum LlamaFlashAttention
{
    /// <summary>Off on the processor, where results would depend on what is computed beside them; on a GPU wherever it is supported.</summary>
    Auto = -1,

    /// <summary>Never.</summary>
    Off = 0,

    /// <summary>Always.</summary>
    On = 1,
}
