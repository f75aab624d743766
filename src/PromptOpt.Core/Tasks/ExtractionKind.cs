namespace PromptOpt.Tasks;

/// <summary>How the answer is found in a written reply.</summary>
public enum ExtractionKind
{
    /// <summary>The whole reply, trimmed.</summary>
    Whole,

    /// <summary>Its first line that is not blank.</summary>
    FirstLine,

    /// <summary>The last number in it; thousands separators are removed.</summary>
    LastNumber,

    /// <summary>The first group (or the whole match) of a pattern.</summary>
    Regex,

    /// <summary>A value inside a JSON object, by a path such as <c>$.answer.value</c> or <c>$.items[0]</c>.</summary>
    JsonPath,

    /// <summary>The label that occurs first, as a whole word, ignoring case.</summary>
    Label,
}
