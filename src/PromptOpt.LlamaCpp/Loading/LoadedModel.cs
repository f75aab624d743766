using System.Diagnostics;
using System.Security.Cryptography;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Sampling;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>The native side of an open model. Made, used and freed on the engine thread; the text parts are safe everywhere.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly ModelHandle handle;
    private readonly EngineSize size;
    private readonly DecodeBatch embeddingBatch;
    private LlamaContext? embeddingContext;

    private LoadedModel(
        ModelHandle handle, Vocabulary vocabulary, PromptRenderer renderer, LlamaContext context, EngineSize size, ThreadGovernor governor)
    {
        this.handle = handle;
        this.size = size;
        Vocabulary = vocabulary;
        Renderer = renderer;
        Context = context;
        Governor = governor;
        embeddingBatch = new DecodeBatch(size.ContextTokens);
    }

    public Vocabulary Vocabulary { get; }

    public PromptRenderer Renderer { get; }

    public LlamaContext Context { get; }

    /// <summary>Threads in use, shared by all contexts.</summary>
    public ThreadGovernor Governor { get; }

    /// <summary>Whether a result never depends on what is computed beside it.</summary>
    public bool IsRepeatable => size.IsRepeatable;

    public static LoadedModel Load(
        GgufFile file, EngineSize size, string? chatTemplate, IProgress<double>? progress, CancellationToken cancellation)
    {
        LlamaLibrary.EnsureLoaded();
        var handle = ModelLoader.LoadModel(file, size.Placement, progress, cancellation);
        LlamaContext? context = null;
        try
        {
            var vocabulary = new Vocabulary(handle);
            var renderer = new PromptRenderer(vocabulary, ChooseTemplate(file, chatTemplate));
            var governor = size.Placement.HasGpu ? ThreadGovernor.Fixed(size.Threads) : new ThreadGovernor(size.Threads);
            if (size.IsMeasured) size = EngineTuning.Measure(size, probe => ModelLoader.CreateContext(handle, file, probe, vocabulary.Size, governor));
            context = ModelLoader.CreateContext(handle, file, size, vocabulary.Size, governor);
            WarmUp(context, file.Path);
            return new LoadedModel(handle, vocabulary, renderer, context, size, governor);
        }
        catch
        {
            context?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    /// <summary>What is known of the model.</summary>
    public LanguageModelInfo Describe(GgufFile file, string identity, string? chatTemplate) => new()
    {
        Name = file.Name,
        Identity = identity,
        Architecture = file.Architecture,
        Quantization = file.Quantization,
        ChatTemplate = chatTemplate ?? "its own",
        ChatTemplateHash = File.Exists(chatTemplate) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(chatTemplate))) : "",
        Parameters = (long)LlamaApi.ParameterCount(handle),
        Bytes = file.Length,
        TrainedContextTokens = file.TrainedContext,
        ContextTokens = size.ContextTokens,
        Engine = $"llama.cpp {LlamaLibrary.EnsureLoaded()} {size.Describe(CpuVariant())}",
    };

    /// <summary>Computes the vector of a text.</summary>
    public float[] Embed(EmbedJob job)
    {
        embeddingContext ??= ModelLoader.CreateEmbeddingContext(handle, size, Vocabulary.Size, Governor);
        embeddingContext.Truncate(0, 0);
        embeddingBatch.Clear();
        for (var i = 0; i < job.Tokens.Length; i++) embeddingBatch.Add(job.Tokens[i], i, 0, wantsLogits: true);
        var status = embeddingContext.Decode(embeddingBatch);
        if (status != 0)
            throw new EngineFailedException($"llama.cpp failed to embed {job.Tokens.Length} tokens (status {status}): {embeddingContext.FailureCause}.");
        return embeddingContext.Embedding(0, LlamaApi.EmbeddingWidth(handle));
    }

    public void Dispose()
    {
        embeddingContext?.Dispose();
        Context.Dispose();
        handle.Dispose();
    }

    // Brings the weights into memory, and shows at small cost whether they are whole and whether other programs keep the cores busy.
    private static void WarmUp(LlamaContext context, string path)
    {
        const int tokens = 16;
        var batch = new DecodeBatch(tokens);
        for (var i = 0; i < tokens; i++) batch.Add(token: i, position: i, sequence: 0, wantsLogits: i == tokens - 1);
        if (context.Decode(batch) is not 0 and var status)
            throw new EngineFailedException($"llama.cpp cannot compute with this model (status {status}): {context.FailureCause}.");
        if (double.IsNaN(LogNormalizer.Compute(context.Logits(tokens - 1))))
            throw new ModelFileException(ModelFileProblem.Unloadable, path, $"{path} computes no numbers (NaN): its weights are damaged. Download it again.");
        context.Truncate(0, 0);
    }

    private static ChatTemplate ChooseTemplate(GgufFile file, string? chosen)
    {
        if (chosen is null)
        {
            return file.ChatTemplate.Length > 0
                ? new ChatTemplate(file.ChatTemplate, $"of {file.Path}")
                : throw new UnknownChatTemplateException(
                    $"{file.Path} has no chat template. Name one with --chat-template, for example chatml, or give a file that holds one.");
        }

        return File.Exists(chosen) ? new ChatTemplate(File.ReadAllText(chosen), chosen) : new ChatTemplate(chosen, $"\"{chosen}\"");
    }

    // llama.cpp picks the library for the processor's instruction set; results are bit-equal within one of them only.
    private static string CpuVariant()
    {
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            using (module)
            {
                var name = Path.GetFileNameWithoutExtension(module.ModuleName);
                var index = name.IndexOf("ggml-cpu-", StringComparison.Ordinal);
                if (index >= 0) return name[(index + "ggml-".Length)..];
            }
        }

        return "cpu";
    }
}
