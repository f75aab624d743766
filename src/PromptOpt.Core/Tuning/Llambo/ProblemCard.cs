using System.Globalization;

namespace PromptOpt.Tuning.Llambo;

/// <summary>What a model is told of what is tuned.</summary>
public sealed record ProblemCard
{
    /// <summary>What is tuned, such as <c>a random forest that sorts wines</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The measure, such as <c>accuracy on held-out rows</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether a lower measure is better; observations then hold its negative. Default false.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Rows that one evaluation looks at; 0, the default, where nothing is said of them.</summary>
    public int Rows { get; init; }

    /// <summary>Facts about the data, each a sentence of its own. Default: none.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The smallest value that an observation can have, for target scores; null, the default, where there is none.</summary>
    public double? Lowest { get; init; }

    /// <summary>The largest value that an observation can have; null, the default, where there is none.</summary>
    public double? Highest { get; init; }

    /// <summary>The sentences for a model.</summary>
    public string Describe(ContextLevel level)
    {
        if (level == ContextLevel.None) return "A program has parameters to set. How well it does is measured, and written as a score: the higher, the better.";
        string direction = LowerIsBetter ? "lower is better, and scores are turned round so that a higher score is better" : "higher is better";
        var sentences = new List<string> { $"The parameters of {Subject} are to be set. The measure is {Measure}: {direction}." };
        if (level == ContextLevel.Full)
        {
            if (Rows > 0) sentences.Add(string.Create(CultureInfo.InvariantCulture, $"One evaluation looks at {Rows} rows."));
            sentences.AddRange(Facts);
        }

        return string.Join(' ', sentences);
    }
}
