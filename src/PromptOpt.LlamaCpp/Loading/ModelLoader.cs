using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>Loads weights and makes contexts, and says in words why it could not.</summary>
internal static unsafe class ModelLoader
{
    private const int PoolMean = 1;
    private const int NoVocabulary = 0;
    private const int MostLayers = 512; // LLAMA_MAX_LAYERS; beyond it, loading would end the process

    public static ModelHandle LoadModel(GgufFile file, Placement placement, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (file.Layers is < 1 or > MostLayers)
            throw new ModelFileException(
                ModelFileProblem.Unloadable, file.Path, $"{file.Path} has {file.Layers} layers, where 1 to {MostLayers} are possible. Download it again.");
        var parameters = LlamaApi.DefaultModelParameters();
        var devices = GC.AllocateArray<nint>(placement.Devices.Count + 1, pinned: true); // ends with 0; empty keeps large batches off any GPU
        for (var i = 0; i < placement.Devices.Count; i++) devices[i] = placement.Devices[i].Handle;
        var split = GC.AllocateArray<float>(LlamaOptions.MostGpus, pinned: true);
        for (var i = 0; i < placement.TensorSplit.Count; i++) split[i] = (float)placement.TensorSplit[i];
        parameters.Devices = (nint)Unsafe.AsPointer(ref devices[0]);
        parameters.TensorSplit = (float*)Unsafe.AsPointer(ref split[0]); // all 0: by free memory
        parameters.SplitMode = (int)placement.SplitMode;
        parameters.GpuLayers = placement.HasGpu ? placement.GpuLayers ?? -1 : 0;
        var watcher = GCHandle.Alloc(new LoadWatcher(progress, cancellation));
        try
        {
            parameters.ProgressCallback = &OnProgress;
            parameters.ProgressState = (void*)GCHandle.ToIntPtr(watcher);
            NativeLog.Begin();
            var model = LlamaApi.LoadModel(file.Path, parameters);
            cancellation.ThrowIfCancellationRequested();
            if (model.IsInvalid) throw Explain(file.Path);
            if (Obstacle(model) is not { } obstacle) return model;
            model.Dispose();
            throw Unsupported(file, obstacle);
        }
        finally
        {
            watcher.Free();
            GC.KeepAlive(devices);
            GC.KeepAlive(split);
        }
    }

    /// <summary>The context for chat: a key-value stream a sequence and, on the processor, no flash attention unless asked for, since only
    /// then does a request's answer not depend on what is computed beside it.</summary>
    public static LlamaContext CreateContext(ModelHandle model, GgufFile file, EngineSize size, int vocabularySize, ThreadGovernor governor)
    {
        var parameters = LlamaApi.DefaultContextParameters();
        parameters.ContextTokens = checked((uint)(size.ContextTokens * (long)size.Parallel));
        parameters.Sequences = (uint)size.Parallel;
        parameters.BatchTokens = parameters.MicroBatchTokens = (uint)Math.Max(size.BatchTokens, size.Parallel);
        parameters.FlashAttention = (int)size.FlashAttention;
        parameters.KeyType = parameters.ValueType = size.KvType.Number;
        parameters.UnifiedKv = 0;
        var context = Create(model, parameters, size, vocabularySize, governor);
        if (context.HasMemory) return context;
        context.Dispose();
        throw Unsupported(file, "it does not write from left to right (an encoder or a diffusion model)");
    }

    /// <summary>The context for embeddings: one text at a time, pooled, so the text must fit one call.</summary>
    public static LlamaContext CreateEmbeddingContext(ModelHandle model, EngineSize size, int vocabularySize, ThreadGovernor governor)
    {
        var parameters = LlamaApi.DefaultContextParameters();
        parameters.ContextTokens = parameters.BatchTokens = parameters.MicroBatchTokens = (uint)size.ContextTokens;
        parameters.Sequences = 1;
        parameters.FlashAttention = (int)LlamaFlashAttention.On;
        parameters.Embeddings = 1;
        parameters.PoolingType = PoolMean;
        return Create(model, parameters, size with { Parallel = 1 }, vocabularySize, governor);
    }

    private static LlamaContext Create(
        ModelHandle model, ContextParameters parameters, EngineSize size, int vocabularySize, ThreadGovernor governor)
    {
        parameters.Threads = parameters.BatchThreads = size.Threads;
        NativeLog.Begin();
        var handle = ContextHandle.Create(model, parameters);
        if (handle.IsInvalid)
            throw new EngineMemoryException(
                $"llama.cpp could not make a context of {size.Parallel} x {size.ContextTokens} tokens: {NativeLog.Cause("it gave no reason")}. " +
                "Lower --parallel or --context, or leave out --kv-type and --flash-attention.");
        var context = new LlamaContext(handle, vocabularySize, governor);
        if (context.ContextTokens >= size.ContextTokens && context.SequenceCount == size.Parallel) return context;
        context.Dispose();
        throw new ContextSizeException(
            $"llama.cpp gave {context.SequenceCount} sequences of {context.ContextTokens} tokens where {size.Parallel} of {size.ContextTokens} were asked for.");
    }

    // What the engine would call on such a model ends the process or gives wrong answers.
    private static string? Obstacle(ModelHandle model)
    {
        if (LlamaApi.VocabularyType(LlamaApi.Vocabulary(model)) == NoVocabulary) return "it has no vocabulary";
        if (LlamaApi.HasEncoder(model) != 0) return "it is an encoder-decoder model";
        return LlamaApi.IsRecurrent(model) != 0 || LlamaApi.IsHybrid(model) != 0
            ? "it is a recurrent or hybrid model, whose memory cannot be cut back to the beginning that prompts share"
            : null;
    }

    private static ModelFileException Unsupported(GgufFile file, string why) => new(
        ModelFileProblem.UnsupportedArchitecture, file.Path,
        $"{file.Path} ({file.Architecture}) cannot be used: {why}. Use a decoder-only transformer, such as Llama, Qwen, Gemma or SmolLM.");

    private static PromptOptException Explain(string path)
    {
        var cause = NativeLog.Cause("it gave no reason");
        var all = string.Join('\n', NativeLog.Errors);
        if (all.Contains("unknown model architecture", StringComparison.Ordinal))
            return new ModelFileException(
                ModelFileProblem.UnsupportedArchitecture, path,
                $"{path} has an architecture that this version of llama.cpp does not know ({cause}). Use another model, or a newer PromptOpt.");
        if (all.Contains("not within the file bounds", StringComparison.Ordinal))
            return new ModelFileException(ModelFileProblem.Truncated, path, $"{path} is cut off ({cause}). Download it again.");
        if (all.Contains("allocate", StringComparison.Ordinal))
            return new EngineMemoryException($"There is not enough memory to load {path} ({cause}). Close other programs or use a smaller model.");
        return new ModelFileException(
            ModelFileProblem.Unloadable, path, $"llama.cpp could not load {path}: {cause}. Check that the file is complete and a text model.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float share, void* state)
    {
        try
        {
            return ((LoadWatcher)GCHandle.FromIntPtr((nint)state).Target!).Report(share) ? (byte)1 : (byte)0;
        }
        catch (Exception)
        {
            return 1; // an exception must not cross into native code; a broken display is no reason to stop
        }
    }

    private sealed record LoadWatcher(IProgress<double>? Progress, CancellationToken Cancellation)
    {
        public bool Report(float share)
        {
            Progress?.Report(share);
            return !Cancellation.IsCancellationRequested;
        }
    }
}
