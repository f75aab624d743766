using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>What a study knows of temperatures before its first suggestion, and what that costs: the places that the entropy of answers points at, measured once for the table.</summary>
/// <param name="Temperatures">Temperatures of the table, tried in this order behind the default, with its prompt and without filters.</param>
/// <param name="Calls">Calls that it took to find them.</param>
internal sealed record DecodingStart(IReadOnlyList<double> Temperatures, int Calls)
{
    /// <summary>The trials, from the second on.</summary>
    public PlannedStarts Planned(SearchSpace space) => new(2, [.. Temperatures.Select(temperature =>
        new Suggestion(space.Default.With("temperature", temperature).With("top_p", 1).With("min_p", 0), "start"))]);
}
