namespace PromptOpt.Studies;

/// <summary>The feedback rules that a study used from a level on: they may be edited while it runs, and a resumed study uses what was used.</summary>
/// <param name="Level">First level they were used for.</param>
/// <param name="Text">The whole file.</param>
public sealed record RulesVersion(int Level, string Text);
