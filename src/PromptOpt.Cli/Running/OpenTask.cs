using PromptOpt.Environments;
using PromptOpt.Environments.External;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>A task with its rows, and with its environment and metric program where it has them.</summary>
/// <param name="Spec">The task.</param>
/// <param name="Data">Its rows.</param>
/// <param name="PromptsFolder">Folder of the optimiser's own prompts, among them what reasoning loops say.</param>
internal sealed record OpenTask(TaskSpec Spec, TaskData Data, string PromptsFolder) : IAsyncDisposable
{
    /// <summary>The open environment; null for a dataset, and where nothing will be run.</summary>
    public EpisodeSetting? Episodes { get; private init; }

    /// <summary>The started metric program; null where the task has none, and where nothing will be run.</summary>
    public MetricProgram? Metric { get; private init; }

    /// <summary>What the outcome depends on besides the task's files.</summary>
    public IEnumerable<string> Identities => new[] { Episodes?.Environment.Info.Identity, Metric?.Identity }.OfType<string>();

    /// <summary>Runs candidates on a model.</summary>
    public Evaluator On(ILanguageModel model) => new(Spec, Data, model, Episodes, Metric, () => PromptLibrary.Load(PromptsFolder).Reasoning);

    /// <summary>Reads a task; <see cref="StartAsync"/> makes it ready to run.</summary>
    /// <param name="backend">Reads it.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="testFile">Test file instead of its own; null for its own.</param>
    /// <param name="promptsFolder">Folder of the optimiser's own prompts.</param>
    public static OpenTask Read(Backend backend, string folder, string? testFile, string promptsFolder)
    {
        var spec = backend.LoadTask(folder);
        return new(spec, backend.ReadData(spec, testFile), promptsFolder);
    }

    /// <summary>The task with its environment or its metric program started.</summary>
    /// <exception cref="EnvironmentException">An external program failed.</exception>
    public async Task<OpenTask> StartAsync(Action<string> note, CancellationToken cancellationToken)
    {
        if (Spec.Metric.Program is { } program) return this with { Metric = await MetricProgram.OpenAsync(program, note, cancellationToken) };
        if (Spec.Environment is not { } environment) return this;
        var opened = await EnvironmentFactory.OpenAsync(environment, note, cancellationToken);
        try
        {
            return this with { Episodes = await EpisodeSetting.PrepareAsync(opened, Data, cancellationToken) };
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Episodes is not null) await Episodes.Environment.DisposeAsync();
        if (Metric is not null) await Metric.DisposeAsync();
    }
}
