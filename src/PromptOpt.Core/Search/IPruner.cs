namespace PromptOpt.Search;

/// <summary>Decides, while scores arrive, whether a trial is worth going on with.</summary>
public interface IPruner
{
    /// <summary>Whether to stop now.</summary>
    /// <param name="candidate">Scores of the trial's rows so far.</param>
    /// <param name="incumbent">Scores of the best trial on the same rows, and its further ones.</param>
    /// <param name="plannedRows">Rows the trial could be run on in all.</param>
    bool ShouldStop(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows);
}
