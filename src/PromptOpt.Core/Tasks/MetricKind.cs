namespace PromptOpt.Tasks;

/// <summary>How an answer is compared with its target. Every metric is in [0, 1] and higher is better.</summary>
public enum MetricKind
{
    /// <summary>1 if equal after normalisation: trimmed, case-folded, inner whitespace collapsed, surrounding quotes and final full stop removed.</summary>
    ExactMatch,

    /// <summary>Exact match over a closed set of labels.</summary>
    Accuracy,

    /// <summary>1 if the normalised answer contains the normalised target.</summary>
    Contains,

    /// <summary>1 if the answer matches the target read as a pattern (or the metric's own pattern).</summary>
    Regex,

    /// <summary>1 if both are numbers that differ by at most the tolerance.</summary>
    Numeric,

    /// <summary>F1 of the bags of words of answer and target (SQuAD's definition, articles and punctuation removed).</summary>
    TokenF1,

    /// <summary>1 if the answer is one JSON value that is valid under the task's schema, if it has one. The target is not looked at.</summary>
    JsonValid,

    /// <summary>
    /// F1 of the slots of two JSON objects: a slot is a path with its value, and counts if both have it. Slot filling's usual measure (Tjong Kim
    /// Sang and Buchholz 2000), of one row. 0 if the answer is no JSON object.
    /// </summary>
    SlotF1,

    /// <summary>chrF (Popović 2015): F2 of character n-grams, n from 1 to 6, spaces left out.</summary>
    Chrf,
}
