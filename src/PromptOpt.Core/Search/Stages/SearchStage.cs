namespace PromptOpt.Search.Stages;

/// <summary>A part of a study that is searched in one way. A study of most strategies has one stage.</summary>
/// <param name="Plan">How it is searched.</param>
/// <param name="UpTo">Share of the budget at which it ends, above 0; 1 is the end of the budget.</param>
internal sealed record SearchStage(SearchPlan Plan, double UpTo);
