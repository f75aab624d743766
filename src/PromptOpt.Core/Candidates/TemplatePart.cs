namespace PromptOpt.Candidates;

/// <summary>A stretch of a template: literal text, or a field to fill in.</summary>
/// <param name="Text">The literal text, or the field's name.</param>
/// <param name="IsField">Whether it is a field.</param>
internal readonly record struct TemplatePart(string Text, bool IsField);
