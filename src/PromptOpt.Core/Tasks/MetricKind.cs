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
}
