namespace PromptOpt.LanguageModels;

/// <summary>How an answer's limits are written.</summary>
public enum AnswerConstraintKind
{
    /// <summary>GBNF, llama.cpp's grammars; an answer begins with the rule <c>root</c>.</summary>
    Grammar,

    /// <summary>A JSON schema; answers are JSON values that are valid under it, written with its properties in order.</summary>
    JsonSchema,
}
