using System.Text.RegularExpressions;
using FsCheck.Xunit;
using PromptOpt.Feedback;

namespace PromptOpt.Tests.Feedback;

/// <summary>What people save while they edit must never stop a session.</summary>
public sealed class RuleFileProperties : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 1000, StartSize = 1_000_000, EndSize = 1_000_000)]
    public void A_rule_file_from_the_grammar_is_read_and_applied(int seed)
    {
        var random = new RandomRules(seed);
        string text = random.Valid();
        Apply(Parse(text, random), random);
    }

    [Property(MaxTest = 1000, StartSize = 1_000_000, EndSize = 1_000_000)]
    public void A_rule_file_with_mistakes_is_read_or_refused_with_places(int seed)
    {
        var random = new RandomRules(seed);
        string text = random.Mutated();
        if (Refused(() => Parse(text, random), "f.yaml") is { } rules) Apply(rules, random);
    }

    [Property(MaxTest = 1000, StartSize = 1_000_000, EndSize = 1_000_000)]
    public void Bytes_of_any_kind_are_read_or_refused_with_places(int seed)
    {
        var random = new RandomRules(seed);
        string path = _folder.File("noise.yaml");
        File.WriteAllBytes(path, random.Noise());
        if (Refused(() => FeedbackFile.Load(path, Labels(random), Kinds(random)), path) is { } rules) Apply(rules, random);
    }

    [Fact]
    public void Files_with_mistakes_are_refused_often_but_not_always_so_that_both_ways_are_tried()
    {
        int refused = Enumerable.Range(0, 300).Count(seed => Refused(() => Parse(new RandomRules(seed).Mutated(), new(seed)), "f.yaml") is null);
        Assert.InRange(refused, 100, 275);
    }

    private static RuleSet Parse(string text, RandomRules random) => FeedbackFile.Parse(text, "f.yaml", Labels(random), Kinds(random));

    private static string[] Labels(RandomRules random) => random.HasEpisodes ? [] : Sample.Labels;

    private static string[]? Kinds(RandomRules random) => random.HasEpisodes ? Sample.Kinds : null;

    private static RuleSet? Refused(Func<RuleSet> read, string path)
    {
        try
        {
            return read();
        }
        catch (BadInputException e)
        {
            Assert.All(e.Message.Split('\n'), line => Assert.Matches($@"^{Regex.Escape(path)}:\d+:\d+: .", line));
            return null;
        }
    }

    private static void Apply(RuleSet rules, RandomRules random)
    {
        for (int i = 0; i < 8; i++)
        {
            var rollout = random.Rollout();
            var (advice, fired, adjusted) = (rules.Advise(rollout), rules.Fired(rollout), rules.AdjustedScore(rollout));
            Assert.InRange(adjusted!.Value, 0, 1);
            Assert.True(advice is null || fired.Contains(advice.RuleName));
            Assert.True(rollout.Score < 1 || advice is null);
            Assert.True(advice?.Step is null || advice.Step <= rollout.Episode!.Steps.Count);
            Assert.Equal((advice, adjusted), (rules.Advise(rollout), rules.AdjustedScore(rollout)));
        }
    }
}
