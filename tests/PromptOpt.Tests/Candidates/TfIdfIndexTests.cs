using System.Diagnostics;
using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Candidates;

public sealed class TfIdfIndexTests
{
    [Fact]
    public void Rare_shared_words_count_more_than_common_ones()
    {
        var index = new TfIdfIndex(Rows("the cat is on the mat", "the parcel is late", "the bill is wrong", "the parcel is the wrong one"));
        Assert.Equal(["the parcel is late", "the parcel is the wrong one"], index.Nearest(Row("where is my parcel"), 2).Select(r => r.Input));
    }

    [Fact]
    public void Word_order_counts() =>
        Assert.Equal("dog bites man", new TfIdfIndex(Rows("man bites dog", "dog bites man")).Nearest(Row("big dog bites"), 1)[0].Input);

    [Fact]
    public void The_row_itself_and_rows_with_the_same_input_are_never_shown()
    {
        var rows = Rows("one two", "One  TWO", "one three");
        Assert.Equal(["one three"], new TfIdfIndex(rows).Nearest(rows[0], 3).Select(r => r.Input));
        Assert.Equal(["one three"], new TfIdfIndex(rows).Nearest(Row("ONE two"), 3).Select(r => r.Input));
    }

    [Fact]
    public void Among_equals_the_earlier_row_comes_first() =>
        Assert.Equal(["b one", "c one", "a one"], new TfIdfIndex(Rows("b one", "c one", "a one")).Nearest(Row("nothing shared"), 3).Select(r => r.Input));

    [Fact]
    public void It_finds_what_comparing_with_every_row_finds()
    {
        var random = new Random(5);
        string Text() => string.Join(' ', Enumerable.Range(0, 3 + random.Next(9)).Select(_ => "w" + random.Next(30)));
        var rows = Rows([.. Enumerable.Range(0, 60).Select(_ => Text())]);
        var index = new TfIdfIndex(rows);
        var rowTerms = rows.Select(Terms).ToArray();
        for (int i = 0; i < 20; i++)
        {
            var query = Row(Text());
            var weights = Weights(rowTerms, Terms(query));
            var expected = rows.Zip(rowTerms).Where(r => r.First.Input != query.Input)
                .OrderByDescending(r => Math.Round(Cosine(weights, Weights(rowTerms, r.Second)), 9)).Take(5).Select(r => r.First);
            Assert.Equal(expected.Select(r => r.Input), index.Nearest(query, 5).Select(r => r.Input));
        }
    }

    [Fact]
    public void A_thousand_rows_are_looked_up_among_a_thousand_within_a_second()
    {
        var random = new Random(7);
        var rows = Rows([.. Enumerable.Range(0, 2000).Select(_ => string.Join(' ', Enumerable.Range(0, 20).Select(_ => "w" + random.Next(1 + random.Next(3000)))))]);
        var watch = Stopwatch.StartNew();
        var index = new TfIdfIndex(rows[..1000]);
        foreach (var row in rows[1000..]) Assert.Equal(8, index.Nearest(row, 8).Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3); // a busy machine may take three times as long
    }

    private static double Cosine(Dictionary<string, double> one, Dictionary<string, double> other) =>
        one.Sum(pair => pair.Value * other.GetValueOrDefault(pair.Key)) / Math.Sqrt(other.Values.Sum(w => w * w));

    private static Dictionary<string, double> Weights(string[][] rows, string[] terms) => terms.GroupBy(t => t).ToDictionary(
        group => group.Key,
        group => (1 + Math.Log(group.Count())) * (1 + Math.Log((1.0 + rows.Length) / (1 + rows.Count(r => r.Contains(group.Key))))));

    private static string[] Terms(Example row)
    {
        var words = row.Input.Split(' ');
        return [.. words, .. words.Zip(words.Skip(1), (x, y) => x + " " + y)];
    }

    private static Example[] Rows(params string[] inputs) => [.. inputs.Select((input, i) => Row(input) with { Id = $"r{i}" })];

    private static Example Row(string input) => new() { Id = "query", Input = input, Target = "x", Fields = new Dictionary<string, string>() };
}
