using System.Text.Json;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Cli.Running;

/// <summary>How the engine was set up for a study; kept beside it in <c>engine.json</c>, so that resuming needs no options.</summary>
internal sealed record EngineSettings
{
    private const string FileName = "engine.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Requests computed at once; null leaves it to the engine.</summary>
    public int? Parallel { get; init; }

    /// <summary>CPU threads; null leaves it to the engine.</summary>
    public int? Threads { get; init; }

    /// <summary>Tokens of one request; null leaves it to the engine.</summary>
    public int? Context { get; init; }

    /// <summary>auto or cpu.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Chat template by name or file; null is the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Folder of the optimiser's own prompts; null is the default one.</summary>
    public string? PromptsFolder { get; init; }

    /// <summary>Where responses are remembered.</summary>
    public CacheSettings Cache { get; init; } = new();

    /// <summary>Reads the settings of a study; the defaults if none were kept.</summary>
    public static EngineSettings Load(string studyFolder)
    {
        var path = Path.Combine(studyFolder, FileName);
        if (!File.Exists(path)) return new();
        try
        {
            return JsonSerializer.Deserialize<EngineSettings>(File.ReadAllText(path), Json) ?? new();
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path} cannot be read: {e.Message} Delete it to use the defaults.", e);
        }
    }

    /// <summary>Keeps the settings beside a study.</summary>
    public void Save(string studyFolder) => File.WriteAllText(Path.Combine(studyFolder, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>As the engine takes them.</summary>
    public LlamaOptions For(string modelPath) => new()
    {
        ModelPath = modelPath,
        Parallel = Parallel ?? 0,
        Threads = Threads ?? 0,
        ContextTokens = Context ?? 0,
        Device = Device == "cpu" ? LlamaDevice.Cpu : LlamaDevice.Auto,
        ChatTemplate = ChatTemplate,
    };
}
