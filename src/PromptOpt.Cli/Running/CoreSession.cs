using PromptOpt.Search;

namespace PromptOpt.Cli.Running;

/// <summary>The session of the product.</summary>
internal sealed class CoreSession(SessionInputs inputs) : ISession
{
    private readonly OptimizationSession _session = new(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate() => _session.Validate();

    /// <inheritdoc/>
    public Task<StudyOutcome> RunAsync(CancellationToken cancellationToken) => _session.RunAsync(cancellationToken);
}
