namespace PromptOpt.LlamaCpp;

/// <summary>What is wrong with a model file.</summary>
public enum ModelFileProblem
{
    /// <summary>There is no such file, or it cannot be read.</summary>
    Missing,

    /// <summary>It is a file of another kind.</summary>
    NotGguf,

    /// <summary>It ends before its content does.</summary>
    Truncated,

    /// <summary>Its architecture is unknown to this version of llama.cpp, or none that the engine can compute.</summary>
    UnsupportedArchitecture,

    /// <summary>llama.cpp refused it for another reason, which the message gives.</summary>
    Unloadable,
}
