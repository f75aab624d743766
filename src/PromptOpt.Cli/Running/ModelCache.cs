using PromptOpt.Caching;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Storage;

namespace PromptOpt.Cli.Running;

/// <summary>Models with one response cache in front of them. Disposing it writes what is not written yet, and leaves the models open.</summary>
internal sealed class ModelCache : IAsyncDisposable
{
    private readonly IResponseCache? _cache;

    private ModelCache(ILanguageModel model, IResponseCache? cache)
    {
        _cache = cache;
        Model = Over(model);
    }

    /// <summary>Answers from the cache, or computes.</summary>
    public ILanguageModel Model { get; }

    /// <summary>Another model with the same cache in front of it.</summary>
    public ILanguageModel Over(ILanguageModel model) =>
        _cache is null || !model.Capabilities.HasFlag(LanguageModelCapabilities.Repeatable) ? model : new CachingLanguageModel(model, _cache);

    /// <summary>Every role's model with the cache in front of it; one model stays one.</summary>
    public ModelRoles Over(ModelRoles roles)
    {
        var writer = roles.Writer == roles.Solver ? Model : Over(roles.Writer);
        return new()
        {
            Solver = Model,
            Writer = writer,
            Summarizer = roles.Summarizer == roles.Solver ? Model : roles.Summarizer == roles.Writer ? writer : Over(roles.Summarizer),
        };
    }

    /// <summary>Opens the cache that was asked for. A study's own that cannot be used is told and gone without: it is not worth a run.</summary>
    /// <param name="backend">Opens files.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="own">The study's own file; null where there is no study.</param>
    /// <param name="model">The model.</param>
    /// <param name="note">Told what cannot be used.</param>
    /// <exception cref="BadInputException">The folder that the user named cannot be used.</exception>
    public static ModelCache Open(Backend backend, CacheSettings settings, string? own, ILanguageModel model, Action<string> note)
    {
        if (settings.File(own) is not { } path) return new(model, null);
        if (!model.Capabilities.HasFlag(LanguageModelCapabilities.Repeatable))
        {
            if (settings.Folder is not null) note("this model's answers cannot be repeated, so they are not cached");
            return new(model, null);
        }

        try
        {
            var options = new ResponseCacheOptions { MaxBytes = settings.MaxBytes ?? ResponseCacheOptions.DefaultMaxBytes, Note = note };
            return new(model, new LayeredResponseCache(new MemoryResponseCache(), backend.OpenResponses(path, options)));
        }
        catch (PromptOptException e) when (settings.Folder is not null)
        {
            throw new BadInputException($"--cache: {e.Message}", e);
        }
        catch (PromptOptException e)
        {
            note(e.Message);
            return new(model, new MemoryResponseCache());
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cache?.DisposeAsync() ?? ValueTask.CompletedTask;
}
