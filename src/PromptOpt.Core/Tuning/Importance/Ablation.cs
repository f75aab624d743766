using PromptOpt.Evaluation;
using PromptOpt.Studies;

namespace PromptOpt.Tuning.Importance;

/// <summary>What each part of a winner is worth.</summary>
/// <param name="Winner">The winner's numbers, run anew.</param>
/// <param name="Effects">Its parts, in the order of the steps.</param>
/// <param name="Spending">What finding out cost.</param>
public sealed record Ablation(RolloutNumbers Winner, IReadOnlyList<AblationEffect> Effects, Spending Spending);
