namespace PromptOpt.Search.Budgeting;

/// <summary>What a row of a trial has cost on average.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Tokens">Tokens as budgets charge them.</param>
/// <param name="Seconds">Seconds of the study's clock.</param>
internal sealed record RowCosts(double Calls, double Tokens, double Seconds);
