using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Evaluation;

public sealed class YardstickTests
{
    [Fact]
    public void Naive_bayes_learns_words_and_pairs_of_words()
    {
        var bayes = NaiveBayes.Train([Row("very good food", "pos"), Row("good place", "pos"), Row("not good at all", "neg"), Row("bad food, not nice", "neg")]);
        Assert.Equal("pos", bayes.Predict("Good!"));
        Assert.Equal("neg", bayes.Predict("it was not good"));
        Assert.Equal(0.5, bayes.Accuracy([Row("good", "pos"), Row("bad", "pos")]));
    }

    [Fact]
    public void A_text_of_unknown_words_gets_the_most_frequent_label() =>
        Assert.Equal("b", NaiveBayes.Train([Row("x", "a"), Row("y", "b"), Row("z", "b")]).Predict("unknown"));

    // By hand: P(a)=2/3, P(b)=1/3; vocabulary {x, y, "x x"}; a: counts x=2, y=0, of 3+3; b: y=1 of 1+3.
    [Fact]
    public void Smoothing_is_laplace_with_alpha_1()
    {
        var bayes = NaiveBayes.Train([Row("x x", "a"), Row("", "a"), Row("y", "b")]);
        Assert.Equal("b", bayes.Predict("y"));
        Assert.Equal("a", bayes.Predict("x"));
    }

    [Fact]
    public void The_token_limit_is_twice_the_95th_percentile_of_the_targets()
    {
        var targets = Enumerable.Range(1, 100).Select(n => new string('x', n)).ToList();
        Assert.Equal(190, DefaultMaxTokens.For(targets, t => t.Length));
        Assert.Equal(38, DefaultMaxTokens.For(targets.Take(20).Append(""), t => t.Length));
        Assert.Equal(1, DefaultMaxTokens.For([""], t => t.Length));
    }

    private static Example Row(string input, string target) => new() { Id = "", Fields = new Dictionary<string, string>(), Input = input, Target = target };
}
