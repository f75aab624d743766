namespace PromptOpt.LanguageModels;

/// <summary>
/// When nothing that a model could still write would change what is read from its answer, so that it may stop there. The answer prefix counts
/// as a part of the answer. Unlike at a stop string, the answer keeps what decided it.
/// </summary>
/// <param name="Kind">What decides the answer.</param>
public sealed record AnswerEnd(AnswerEndKind Kind)
{
    /// <summary>The labels of <see cref="AnswerEndKind.Label"/>, or the one regular expression of <see cref="AnswerEndKind.Match"/>. Default: none.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
}
