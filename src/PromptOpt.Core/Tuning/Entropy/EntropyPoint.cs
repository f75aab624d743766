using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tuning.Entropy;

/// <summary>How uncertain a model is while it writes at one temperature.</summary>
public sealed record EntropyPoint
{
    /// <summary>The temperature, above 0.</summary>
    public required double Temperature { get; init; }

    /// <summary>Mean over answers of the mean entropy of their tokens, in nats: every answer counts the same, however long it is.</summary>
    public required double Entropy { get; init; }

    /// <summary>Its standard error over answers; null with one answer.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Answers with at least one drawn token.</summary>
    public required int Answers { get; init; }

    /// <summary>Their tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>What the answers cost.</summary>
    public required Spending Spending { get; init; }

    /// <summary>Of that, what the response cache answered.</summary>
    public required Spending FromCache { get; init; }

    /// <summary>Sums up the answers of one temperature.</summary>
    /// <exception cref="BadInputException">No token was drawn for any of them.</exception>
    internal static EntropyPoint Of(double temperature, IReadOnlyList<AnswerEntropy> answers)
    {
        double[] entropies = [.. answers.Select(answer => answer.Entropy).OfType<double>()];
        if (entropies.Length == 0)
            throw new BadInputException("The entropy of answers cannot be measured: not one token was drawn, since the answer prefix decides every answer. Shorten it.");
        return new()
        {
            Temperature = temperature,
            Entropy = entropies.Average(),
            StandardError = Descriptive.StandardErrorOfMean(entropies),
            Answers = entropies.Length,
            Tokens = answers.Sum(answer => answer.Tokens),
            Spending = SpendingOf(answers),
            FromCache = SpendingOf([.. answers.Where(answer => answer.Rollout.IsFromCache)]),
        };
    }

    private static Spending SpendingOf(IReadOnlyList<AnswerEntropy> answers) => new Wave { Key = default, Rollouts = [.. answers.Select(answer => answer.Rollout)] }.Spending;
}
