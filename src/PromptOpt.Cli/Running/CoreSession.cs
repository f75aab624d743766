using PromptOpt.Search;

namespace PromptOpt.Cli.Running;

/// <summary>The session of the product.</summary>
internal sealed class CoreSession(SessionParts parts) : ISession
{
    private readonly OptimizationSession _session = new(
        parts.Task, parts.Data, parts.Model, parts.Store, parts.PromptsFolder, parts.Ledger, parts.Observer, parts.Time);

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate() => _session.Validate();

    /// <inheritdoc/>
    public Task<StudyOutcome> RunAsync(CancellationToken cancellationToken) => _session.RunAsync(cancellationToken);
}
