using System.Security.Cryptography;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Grammars;
using PromptOpt.LlamaCpp.Loading;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp;

/// <summary>
/// A GGUF model computed by llama.cpp in this process. Concurrent requests share batches, prompts with the same beginning share its
/// computation, and on the processor a request's result does not depend on what runs beside it.
/// </summary>
public sealed class LlamaLanguageModel : ILanguageModel
{
    private readonly InferenceEngine engine;
    private readonly LoadedModel model;
    private readonly Thread thread;
    private readonly ScorePlans plans;
    private readonly TokenGrammars grammars;
    private Task? disposal;

    private LlamaLanguageModel(InferenceEngine engine, LoadedModel model, Thread thread, LanguageModelInfo info)
    {
        this.engine = engine;
        this.model = model;
        this.thread = thread;
        plans = new ScorePlans(model.Renderer, model.Renderer.EndOfTurn);
        grammars = new TokenGrammars(model.Vocabulary, model.Vocabulary.Size);
        Info = info;
    }

    /// <inheritdoc/>
    public LanguageModelInfo Info { get; }

    /// <inheritdoc/>
    public LanguageModelCapabilities Capabilities =>
        LanguageModelCapabilities.Scoring | LanguageModelCapabilities.TokenProbabilities | LanguageModelCapabilities.Embedding |
        LanguageModelCapabilities.ExactTokenCounts | LanguageModelCapabilities.Constraints | LanguageModelCapabilities.TokenEntropies |
        (model.IsRepeatable ? LanguageModelCapabilities.Repeatable : LanguageModelCapabilities.None);

    /// <summary>What the engine has done so far and how fast it goes.</summary>
    public EngineStatistics Statistics => engine.Statistics with { Threads = model.Governor.Threads, Slots = model.Context.SequenceCount };

    /// <summary>Ids of the tokens that end an answer. Banning them with <see cref="DecodingParameters.LogitBias"/> makes answers as long as
    /// their limit, which measuring needs.</summary>
    public IEnumerable<int> EndTokens => Enumerable.Range(0, model.Vocabulary.Size).Where(model.Vocabulary.EndsGeneration);

    /// <summary>Opens a model.</summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="progress">Receives the share of the weights that is loaded, 0 to 1.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <exception cref="BadInputException">An option is out of range.</exception>
    /// <exception cref="ModelFileException">The file is missing, no GGUF, cut off, of an unknown architecture, or refused.</exception>
    /// <exception cref="ContextSizeException">The context is larger than the model was trained for.</exception>
    /// <exception cref="DeviceUnusableException">The device that was named cannot be used.</exception>
    /// <exception cref="EngineMemoryException">Weights and context do not fit the free memory.</exception>
    /// <exception cref="UnknownChatTemplateException">The chat template is none that llama.cpp knows.</exception>
    /// <exception cref="NativeLibraryException">The native libraries are missing or of another version.</exception>
    public static async Task<LlamaLanguageModel> OpenAsync(
        LlamaOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var file = await Task.Run(() => GgufFile.Read(Path.GetFullPath(options.ModelPath)), cancellationToken);
        var size = await Task.Run(() => EngineSize.For(options, file, AvailableMemory.Bytes(), Placement.For(options)), cancellationToken);
        var identity = HashAsync(file.Path, cancellationToken);
        var started = new TaskCompletionSource<(InferenceEngine, LoadedModel)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Work(started, options, file, size, progress, cancellationToken))
        {
            IsBackground = true,
            Name = "llama engine",
        };
        thread.Start();
        var (engine, model) = await started.Task;
        try
        {
            return new LlamaLanguageModel(engine, model, thread, model.Describe(file, await identity, options.ChatTemplate));
        }
        catch
        {
            engine.Stop();
            throw;
        }
    }

    /// <inheritdoc/>
    public int CountTokens(ChatPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return model.Renderer.Render(prompt).Tokens.Length;
    }

    /// <inheritdoc/>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return model.Vocabulary.Tokenize(text).Length;
    }

    /// <inheritdoc/>
    public int CountContinuationTokens(IReadOnlyList<string> continuations) => plans.CountTokens(continuations);

    /// <inheritdoc/>
    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var job = CreateJob(request, cancellationToken);
        return job.IsDecided ? Nothing(job.Prompt.Length) : await engine.RunAsync(job, job.Completion);
    }

    /// <inheritdoc/>
    public async Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestCheck.Validate(request);
        cancellationToken.ThrowIfCancellationRequested();
        var (tokens, plan) = plans.For(request);
        RequireRoom(tokens.Length, plan.LongestContinuation);
        var job = new ScoreJob(tokens, plan, request.BestAfter, cancellationToken);
        return await engine.RunAsync(job, job.Completion);
    }

    /// <inheritdoc/>
    public async Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        var tokens = model.Renderer.Plain(text);
        if (tokens.Length == 0) throw new BadInputException("An empty text has no embedding; give it some text.");
        RequireRoom(tokens.Length, 0);
        var job = new EmbedJob(tokens, cancellationToken);
        return await engine.RunAsync(job, job.Completion);
    }

    /// <summary>Cancels all requests and frees the model after the native call under way.</summary>
    public async ValueTask DisposeAsync()
    {
        engine.Stop();
        await (disposal ??= Task.Run(thread.Join));
    }

    private static void Work(
        TaskCompletionSource<(InferenceEngine Engine, LoadedModel Model)> started,
        LlamaOptions options, GgufFile file, EngineSize size, IProgress<double>? progress, CancellationToken cancellation)
    {
        NativeLog.UseOnThisThread(options.Log);
        LoadedModel model;
        try
        {
            model = LoadedModel.Load(file, size, options.ChatTemplate, progress, cancellation);
        }
        catch (Exception exception)
        {
            started.TrySetException(exception); // handed to the caller of OpenAsync
            return;
        }

        using (model)
        {
            var engine = new InferenceEngine(model.Context, model.Embed, size.SavedBytes);
            started.TrySetResult((engine, model));
            engine.Run();
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>Answers a prompt with the tokens themselves.</summary>
    internal async Task<int[]> GenerateTokensAsync(GenerateRequest request)
    {
        var job = CreateJob(request, CancellationToken.None);
        await engine.RunAsync(job, job.Completion);
        return [.. job.Drawn];
    }

    private GenerateJob CreateJob(GenerateRequest request, CancellationToken cancellationToken)
    {
        RequestCheck.Validate(request, model.Vocabulary.Size);
        cancellationToken.ThrowIfCancellationRequested();
        var (tokens, _) = model.Renderer.Render(request.Prompt);
        RequireRoom(tokens.Length, request.Decoding.MaxTokens);
        return new GenerateJob(tokens, request, model.Vocabulary, cancellationToken, grammars.For(request.Constraint, request.Prompt.AnswerPrefix));
    }

    // The answer prefix alone decides the answer, so nothing is computed.
    private static Generation Nothing(int promptTokens) => new()
    {
        Text = "",
        FinishReason = FinishReason.Stop,
        Usage = new CallUsage { PromptTokens = promptTokens, OutputTokens = 0 },
    };

    private void RequireRoom(int promptTokens, int outputTokens)
    {
        if ((long)promptTokens + outputTokens > Info.ContextTokens) throw new PromptTooLongException(promptTokens, outputTokens, Info.ContextTokens);
    }
}
