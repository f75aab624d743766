using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Importance;

/// <summary>How much of what the lead over the seed prompt varies is due to a knob, or to two beyond what each does alone.</summary>
/// <param name="Knobs">One name, or two.</param>
/// <param name="Share">Share of the variance over what was tried, 0 to 1.</param>
/// <param name="Range">The middle 80 % of the shares that trials drawn with replacement give: how sure it is.</param>
public sealed record ImportanceShare(IReadOnlyList<string> Knobs, double Share, Interval Range);
