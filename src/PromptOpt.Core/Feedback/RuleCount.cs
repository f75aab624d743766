namespace PromptOpt.Feedback;

/// <summary>How often a rule held over some rollouts.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Fired">Rollouts on which it held.</param>
/// <param name="Advised">Those of them whose advice it gave, being the first.</param>
public sealed record RuleCount(string Rule, int Fired, int Advised);
