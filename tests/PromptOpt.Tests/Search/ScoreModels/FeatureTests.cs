using FsCheck.Xunit;
using PromptOpt.Search.ScoreModels;

namespace PromptOpt.Tests.Search.ScoreModels;

public sealed class FeatureTests
{
    [Fact]
    public void The_hash_of_a_phrase_never_changes()
    {
        Assert.Equal((103, -1), HashedPhrases.Place("step by step", HashedPhrases.WordColumns));
        Assert.Equal((225, 1), HashedPhrases.Place("braces", HashedPhrases.WordColumns));
    }

    [Theory]
    [InlineData("a b c d", "a x c d", 1)]
    [InlineData("a b c", "a b c d e", 2)]
    [InlineData("a b c d", "", 4)]
    [InlineData("b a c d", "a b c d", 2)]
    [InlineData("k i t t e n", "s i t t i n g", 3)]
    public void Words_put_in_taken_out_or_exchanged_are_counted(string one, string other, int distance) =>
        Assert.Equal(distance, WordDistance.Between(Words(one), Words(other)));

    [Property]
    public void The_distance_is_one_of_a_metric(int[] one, int[] other, int[] third)
    {
        string[] a = Few(one), b = Few(other), c = Few(third);
        int distance = WordDistance.Between(a, b);
        Assert.Equal(distance, WordDistance.Between(b, a));
        Assert.InRange(distance, Math.Abs(a.Length - b.Length), Math.Max(a.Length, b.Length));
        Assert.Equal(a.SequenceEqual(b), distance == 0);
        Assert.True(WordDistance.Between(a, c) <= distance + WordDistance.Between(b, c));
    }

    [Fact]
    public void Before_the_data_speak_groups_of_many_columns_count_as_much_as_those_of_one_and_the_text_and_the_parent_most()
    {
        var table = PairTable.Of(ScorePair.Of(SampleHistory.Of(4, 5, SampleHistory.Worth)));
        var groups = table.Space.Columns.Index().GroupBy(column => column.Item.Group)
            .Select(group => (group.Key, Variance: group.Sum(column => table.Vectors.Average(vector => vector[column.Index] * vector[column.Index])))).Where(group => group.Variance > 0).ToArray();
        Assert.Contains(groups, group => group.Key == FeatureSpace.Words);
        Assert.Contains(groups, group => group.Key == "operator");
        Assert.All(groups, group => Assert.InRange(group.Variance * (group.Key is FeatureSpace.Words or FeatureSpace.Letters or FeatureSpace.Parent ? 1 : 9), 0.8, 1.0001));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Few(int[] values) => [.. values.Select(value => $"{value % 3}")];
}
