using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.Storage;
using PromptOpt.Tests.Storage;

namespace PromptOpt.Tests.Candidates;

public sealed class CandidateJsonTests
{
    private static readonly Candidate Plain = new() { Instruction = "Name the colour." };

    private static readonly Arbitrary<Candidate> Loops = (
        from samples in Gen.Choose(1, Candidate.MostSamples)
        from how in Gen.Elements(Enum.GetValues<Aggregation>())
        from steps in Gen.Choose(0, ReasoningLoop.Most)
        from period in Gen.Choose(0, ReasoningLoop.Most)
        select Plain with { Samples = samples, Aggregation = how, Reasoning = steps == 0 ? null : new() { Steps = steps, PlanningPeriod = period } }).ToArbitrary();

    [Property(MaxTest = 40)]
    public Property A_stored_candidate_comes_back_as_the_same() => Prop.ForAll(Loops, candidate =>
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStudyStore.Open(folder.File("study.db"));
        store.SaveTrial(StoreContract.SampleTrial(1) with { Candidate = candidate });
        var back = store.ReadTrials()[0].Candidate;
        return CandidateJson.Identity(back) == CandidateJson.Identity(candidate)
            && (back.Samples, back.Aggregation, back.Reasoning) == (candidate.Samples, candidate.Aggregation, candidate.Reasoning);
    });

    [Property]
    public Property Candidates_are_the_same_just_where_they_would_do_the_same() => Prop.ForAll(Loops, Loops, (one, other) =>
    {
        bool same = one.Samples == other.Samples && one.Reasoning == other.Reasoning && (one.Samples == 1 || one.Aggregation == other.Aggregation);
        return (CandidateJson.Identity(one) == CandidateJson.Identity(other)) == same;
    });

    [Fact]
    public void Filters_are_no_part_of_the_identity_where_nothing_is_drawn()
    {
        var greedy = Plain with { Decoding = new() { Temperature = 0 } };
        Assert.Equal(CandidateJson.Identity(greedy), CandidateJson.Identity(greedy with { Decoding = new() { TopP = 0.9, TopK = 40, MinP = 0.1, TypicalP = 0.8 } }));
        Assert.NotEqual(CandidateJson.Identity(greedy), CandidateJson.Identity(greedy with { Decoding = new() { RepeatPenalty = 1.2 } }));
        var drawn = Plain with { Decoding = new() { Temperature = 0.7 } };
        Assert.NotEqual(CandidateJson.Identity(drawn), CandidateJson.Identity(drawn with { Decoding = new() { Temperature = 0.7, TopP = 0.9 } }));
    }

    [Fact]
    public void How_one_sample_is_chosen_makes_no_difference() => Assert.Equal(
        CandidateJson.Identity(Plain with { Aggregation = Aggregation.First }), CandidateJson.Identity(Plain with { Aggregation = Aggregation.BestLogProbability }));
}
