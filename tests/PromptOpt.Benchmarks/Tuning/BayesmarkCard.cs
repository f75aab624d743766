using System.Globalization;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>What a language model is told of one of the 25 tasks: as much as in Liu et al. (2024), section 2.2, so the kind of model and the size of the data, but not which data they are.</summary>
internal static class BayesmarkCard
{
    private static readonly Dictionary<string, string> Models = new()
    {
        ["RandomForest"] = "a random forest",
        ["DecisionTree"] = "a decision tree",
        ["SVM"] = "a support vector machine with an RBF kernel",
        ["AdaBoost"] = "AdaBoost on decision stumps",
        ["MLP_SGD"] = "a multilayer perceptron trained by stochastic gradient descent",
    };

    /// <summary>The card of a task.</summary>
    public static ProblemCard Of(BayesmarkTask task) => new()
    {
        Subject = Models[task.Model] + (task.LowerIsBetter ? " for regression" : " for classification"),
        Measure = (task.LowerIsBetter ? "the mean squared error" : "accuracy") + " in five-fold cross-validation",
        LowerIsBetter = task.LowerIsBetter,
        Rows = task.Data.Rows,
        Facts =
        [
            string.Create(CultureInfo.InvariantCulture, $"There are {task.Data.Features} numeric features{(task.LowerIsBetter ? "" : $" and {task.Data.Classes} classes")}."),
        ],
        Lowest = task.LowerIsBetter ? null : 0,
        Highest = task.LowerIsBetter ? 0 : 1,
    };
}
