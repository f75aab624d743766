using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>One of the 25 tasks: the settings of a model on a dataset of scikit-learn (LLAMBO, arXiv 2402.03921, section 7).</summary>
/// <param name="Number">Its place among all, which keeps the randomness of tasks apart.</param>
/// <param name="Dataset">Such as wine.</param>
/// <param name="Model">Such as SVM.</param>
/// <param name="Data">Size and kind of the data.</param>
/// <param name="Space">Ranges and scales; its default is that of scikit-learn, clipped into the ranges.</param>
internal sealed record BayesmarkTask(int Number, string Dataset, string Model, BayesmarkData Data, SearchSpace Space)
{
    /// <summary>Such as wine-SVM.</summary>
    public string Name => $"{Dataset}-{Model}";

    /// <summary>The score is a mean squared error; else an accuracy.</summary>
    public bool LowerIsBetter => Data.Regression;

    /// <summary>A score as samplers read it: higher is better.</summary>
    public double ValueOf(double score) => LowerIsBetter ? -score : score;

    /// <summary>The configuration of these numbers; a whole number is truncated, as the evaluator does.</summary>
    public Configuration Configure(IReadOnlyDictionary<string, double> numbers) => new(Space.Parameters.Select(p =>
        new KeyValuePair<string, ParameterValue>(p.Name, p.Kind == ParameterKind.Whole ? Math.Truncate(numbers[p.Name]) : numbers[p.Name])));

    /// <summary>The numbers of a configuration.</summary>
    public static IReadOnlyDictionary<string, double> Numbers(Configuration configuration) =>
        configuration.Values.ToDictionary(pair => pair.Key, pair => pair.Value.Number);
}
