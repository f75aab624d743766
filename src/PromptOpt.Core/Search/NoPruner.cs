namespace PromptOpt.Search;

/// <summary>Never stops a trial.</summary>
public sealed class NoPruner : IPruner
{
    /// <inheritdoc/>
    public bool ShouldStop(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows) => false;
}
