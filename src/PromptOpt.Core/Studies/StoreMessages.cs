namespace PromptOpt.Studies;

/// <summary>What all stores say alike.</summary>
public static class StoreMessages
{
    /// <summary>How a wave is called in messages.</summary>
    public static string Name(WaveKey key) => $"wave {key.Index} ({key.Phase}) of trial {key.Trial}";

    /// <summary>The wave is there already.</summary>
    public static string StoredAlready(WaveKey key) =>
        $"{Name(key)} is stored already; another process may be driving this study: stop it, then resume";
}
