using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class BayesmarkTasksTests
{
    [Fact]
    public void There_are_five_models_on_five_datasets()
    {
        Assert.Equal(25, BayesmarkTasks.All.Count);
        Assert.Equal(25, BayesmarkTasks.All.Select(task => task.Name).Distinct().Count());
        Assert.Equal(["RandomForest", "DecisionTree", "SVM", "AdaBoost", "MLP_SGD", "15 tasks", "25 tasks"], BayesmarkTasks.Groups.Select(group => group.Name));
        Assert.All(BayesmarkTasks.All, task => Assert.Equal(task.Dataset == "diabetes", task.LowerIsBetter));
    }

    [Fact]
    public void Scales_and_bounds_are_those_of_the_published_spaces()
    {
        var svm = BayesmarkTasks.Find("wine-SVM").Space;
        var forest = BayesmarkTasks.Find("wine-RandomForest").Space;

        Assert.Equal(["C", "gamma", "tol"], svm.Parameters.Select(p => p.Name));
        Assert.All(svm.Parameters, p => Assert.Equal(ParameterScale.Log, p.Scale));
        Assert.Equal((ParameterKind.Whole, 1, 15), (forest.Parameters[0].Kind, forest.Parameters[0].Low, forest.Parameters[0].High));
        Assert.Equal((ParameterScale.Logit, 0.01, 0.99), (forest.Parameters[1].Scale, forest.Parameters[1].Low, forest.Parameters[1].High));
    }

    [Theory]
    [InlineData("breast-RandomForest", 30)]
    [InlineData("digits-RandomForest", 64)]
    [InlineData("iris-RandomForest", 4)]
    [InlineData("wine-RandomForest", 13)]
    public void A_classifying_forest_looks_at_the_root_of_the_features_by_default(string task, int features) =>
        Assert.Equal(1 / Math.Sqrt(features), BayesmarkTasks.Find(task).Space.Default["max_features"].Number, 1e-15);

    [Theory]
    [InlineData("diabetes-RandomForest")]
    [InlineData("iris-DecisionTree")]
    public void Other_trees_look_at_as_many_features_as_the_range_allows(string task) =>
        Assert.Equal(0.99, BayesmarkTasks.Find(task).Space.Default["max_features"].Number);

    [Fact]
    public void Tasks_are_chosen_by_number_or_by_name()
    {
        Assert.Equal(15, BayesmarkTasks.Select("15").Count);
        Assert.Equal(25, BayesmarkTasks.Select("25").Count);
        Assert.Equal(["iris-SVM", "wine-MLP_SGD"], BayesmarkTasks.Select("iris-SVM,wine-MLP_SGD").Select(task => task.Name));
        Assert.Contains("'iris-svm'", Assert.Throws<BadInputException>(() => BayesmarkTasks.Select("iris-svm")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_of_a_file_are_truncated()
    {
        var task = BayesmarkTasks.Find("iris-AdaBoost");

        Assert.Equal(12, task.Configure(new Dictionary<string, double> { ["n_estimators"] = 12.9, ["learning_rate"] = 1 })["n_estimators"].Number);
    }
}
