namespace PromptOpt.Tasks;

/// <summary>What a person may say about data that a new task is made from.</summary>
public sealed record ScaffoldOptions
{
    /// <summary>Input column; null finds the first of input, question, text, prompt.</summary>
    public string? InputField { get; init; }

    /// <summary>Target column; null finds the first of target, answer, label, expected_output, output.</summary>
    public string? TargetField { get; init; }

    /// <summary>A test set of its own, copied whole; null splits the test rows off the data.</summary>
    public string? TestFile { get; init; }

    /// <summary>Rows of the data to take, from its beginning; null takes all. At least 1.</summary>
    public int? MaxRows { get; init; }
}
