using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>A task with its rows, and with its environment where it has one.</summary>
/// <param name="Spec">The task.</param>
/// <param name="Data">Its rows.</param>
internal sealed record OpenTask(TaskSpec Spec, TaskData Data) : IAsyncDisposable
{
    /// <summary>The open environment; null for a dataset, and where nothing will be run.</summary>
    public EpisodeSetting? Episodes { get; private init; }

    /// <summary>Reads a task; <see cref="WithEnvironmentAsync"/> makes it ready to run.</summary>
    public static OpenTask Read(Backend backend, string folder, string? testFile)
    {
        var spec = backend.LoadTask(folder);
        return new(spec, backend.ReadData(spec, testFile));
    }

    /// <summary>The task with its environment opened.</summary>
    /// <exception cref="EnvironmentException">An external environment failed.</exception>
    public async Task<OpenTask> WithEnvironmentAsync(Action<string> note, CancellationToken cancellationToken)
    {
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
    public ValueTask DisposeAsync() => Episodes?.Environment.DisposeAsync() ?? ValueTask.CompletedTask;
}
