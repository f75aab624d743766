namespace PromptOpt.LanguageModels;

/// <summary>
/// What an answer is limited to: answer prefix and written text together are always the beginning of something it allows, and an answer that
/// ends by itself is allowed as a whole.
/// </summary>
/// <param name="Kind">How <paramref name="Text"/> is written.</param>
/// <param name="Text">The grammar or schema itself.</param>
public sealed record AnswerConstraint(AnswerConstraintKind Kind, string Text);
