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

    /// <summary>auto, cpu, cuda, vulkan or metal.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Layers on the GPU; null for all.</summary>
    public int? GpuLayers { get; init; }

    /// <summary>The GPU to use alone; null for all of them.</summary>
    public int? MainGpu { get; init; }

    /// <summary>none or layer; null leaves it to the engine.</summary>
    public string? SplitMode { get; init; }

    /// <summary>Share of each GPU; null leaves it to the engine.</summary>
    public IReadOnlyList<double>? TensorSplit { get; init; }

    /// <summary>How key-value memory is kept, e.g. <c>q8_0</c>; null leaves it to the engine.</summary>
    public string? KvType { get; init; }

    /// <summary>auto, on or off; null leaves it to the engine.</summary>
    public string? FlashAttention { get; init; }

    /// <summary>Chat template by name or file; null is the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Folder of the optimiser's own prompts; null is the default one.</summary>
    public string? PromptsFolder { get; init; }

    /// <summary>File of the model that writes new prompts; null is the solver's.</summary>
    public string? WriterPath { get; init; }

    /// <summary>File of the model that sums up feedback; null is the writer's.</summary>
    public string? SummarizerPath { get; init; }

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

    /// <summary>What decides what fits, what a model sees or what it answers, and is not as it was, in words.</summary>
    public IEnumerable<string> ChangesFrom(EngineSettings earlier)
    {
        (string Option, object? Was, object? Is)[] all =
        [
            ("--context", earlier.Context, Context), ("--chat-template", earlier.ChatTemplate, ChatTemplate),
            ("--kv-type", earlier.KvType, KvType), ("--flash-attention", earlier.FlashAttention, FlashAttention),
        ];
        return all.Where(one => !Equals(one.Was, one.Is)).Select(one => FormattableString.Invariant($"{one.Option} was {one.Was ?? "not given"} before and is {one.Is} now"));
    }

    /// <summary>As the engine takes them.</summary>
    public LlamaOptions For(string modelPath) => new()
    {
        ModelPath = modelPath,
        Parallel = Parallel ?? 0,
        Threads = Threads ?? 0,
        ContextTokens = Context ?? 0,
        Device = Parse<LlamaDevice>("device", Device),
        GpuLayers = GpuLayers,
        MainGpu = MainGpu,
        SplitMode = SplitMode is { } mode ? Parse<LlamaSplitMode>("splitMode", mode) : null,
        TensorSplit = TensorSplit ?? [],
        KvType = KvType is { } type
            ? LlamaCpp.KvType.Find(type) ?? throw new BadInputException($"{FileName}: kvType must be one of {string.Join(", ", LlamaCpp.KvType.All)}, but is '{type}'")
            : LlamaCpp.KvType.F16,
        FlashAttention = FlashAttention is { } flash ? Parse<LlamaFlashAttention>("flashAttention", flash) : LlamaFlashAttention.Auto,
        ChatTemplate = ChatTemplate,
    };

    // The command line checks its own words; these may come from a file that was edited.
    private static T Parse<T>(string name, string word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value)
        ? value
        : throw new BadInputException($"{FileName}: {name} must be one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}, but is '{word}'");
}
