using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>A complete trial with what it costs.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Costs">Its costs on its validation rows.</param>
/// <param name="IsOnFront">Whether no other one that keeps the limits is at least as good in quality, tokens written and median latency, and better in one of them. Never, where it breaks a limit.</param>
/// <param name="Violation">By how much it breaks limits, as shares of them; 0 where it keeps all.</param>
public sealed record TradeOff(Trial Trial, AnswerCosts Costs, bool IsOnFront, double Violation);
