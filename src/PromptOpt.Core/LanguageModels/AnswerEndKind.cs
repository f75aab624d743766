namespace PromptOpt.LanguageModels;

/// <summary>What decides an answer.</summary>
public enum AnswerEndKind
{
    /// <summary>The end of the first line that is not blank.</summary>
    FirstLine,

    /// <summary>A label as a whole word, where no label can still begin before it or be longer.</summary>
    Label,

    /// <summary>The end of the first JSON object.</summary>
    JsonObject,

    /// <summary>A match of a regular expression.</summary>
    Match,
}
