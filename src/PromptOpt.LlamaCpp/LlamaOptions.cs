namespace PromptOpt.LlamaCpp;

/// <summary>How to open a local model.</summary>
public sealed record LlamaOptions
{
    /// <summary>Fewest tokens a sequence may be given.</summary>
    public const int SmallestContext = 64;

    /// <summary>Tokens a sequence is given unless asked otherwise, if the model was trained for as many.</summary>
    public const int DefaultContext = 2048;

    /// <summary>Sequences unless asked otherwise, if memory allows.</summary>
    public const int DefaultParallel = 16;

    /// <summary>Path of the GGUF file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Where to compute. Default <see cref="LlamaDevice.Auto"/>.</summary>
    public LlamaDevice Device { get; init; }

    /// <summary>Most threads of the one computation that runs at a time, 1 to 256; never more than there are
    /// cores, and fewer while other programs need them. Default 0: the number of cores.</summary>
    public int Threads { get; init; }

    /// <summary>Most tokens of prompt and answer together of one request; at least <see cref="SmallestContext"/>. Default 0: as many as the
    /// model was trained for, at most <see cref="DefaultContext"/>.</summary>
    public int ContextTokens { get; init; }

    /// <summary>Requests computed together, 1 to 64; each takes memory for a whole context. Default 0: <see cref="DefaultParallel"/>, or
    /// fewer if they would take more than half of the free memory.</summary>
    public int Parallel { get; init; }

    /// <summary>Chat template: the name of one that llama.cpp knows, or the path of a file that holds one. Default: the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Receives the lines of the native log, on the engine's thread. Default: dropped.</summary>
    public Action<LlamaLogLevel, string>? Log { get; init; }

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(ModelPath)) yield return "model: the path of a GGUF file is missing";
        if (!Enum.IsDefined(Device)) yield return $"device: must be auto or cpu, but is {(int)Device}";
        if (Threads is < 0 or > 256) yield return $"threads: must be 1 to 256, or 0 for the number of cores, but is {Threads}";
        if (ContextTokens != 0 && ContextTokens < SmallestContext)
            yield return $"context: must be at least {SmallestContext} tokens, or 0 for the default, but is {ContextTokens}";
        if (Parallel is < 0 or > 64) yield return $"parallel: must be 1 to 64 requests, or 0 for the default, but is {Parallel}";
        if (ChatTemplate is not null && string.IsNullOrWhiteSpace(ChatTemplate)) yield return "chat-template: must be a name or a file, but is empty";
    }

    /// <summary>Checks all values at once.</summary>
    /// <exception cref="BadInputException">Some are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new BadInputException($"The options of the local model are wrong: {string.Join("; ", problems)}.");
    }
}
