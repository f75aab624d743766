namespace PromptOpt.Tests.Search.Promst;

/// <summary>A mistake that a scripted agent makes until its prompt states a sentence.</summary>
/// <param name="Error">Kind of the error, as feedback rules name it.</param>
/// <param name="Sentence">The sentence that keeps it from it.</param>
internal sealed record ScriptedSkill(string Error, string Sentence);
