using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Search.Operators;

public sealed class DecodingOperatorTests
{
    private static readonly Dictionary<string, (double Low, double High)> Ranges = new() { ["top_p"] = (0.7, 1.0), ["temperature"] = (0, 1.2), ["min_p"] = (0, 0.25) };

    [Fact]
    public async Task A_study_draws_the_points_that_it_always_drew()
    {
        List<Trial> drawn = [];
        var texts = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            var proposal = await ProposeAsync(7, drawn);
            drawn.Add(new() { Number = i + 2, Level = 1, State = TrialState.Complete, Candidate = proposal.Candidate, Operator = "decoding", Value = 0.5, SeedValue = 0.4 });
            texts.Add($"{proposal.Candidate.Decoding.Temperature} {proposal.Candidate.Decoding.TopP} {proposal.Candidate.Decoding.MinP}");
        }

        Assert.Equal(["0.017 0.804 0.213", "0.317 0.729 0.026", "0.917 0.879 0.151"], texts);
    }

    [Fact]
    public async Task Suggestions_stay_in_their_ranges_have_three_decimals_and_leave_the_rest_alone()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var decoding = (await ProposeAsync(seed, [])).Candidate.Decoding;
            Assert.InRange(decoding.Temperature, 0, 1.2);
            Assert.InRange(decoding.TopP, 0.7, 1.0);
            Assert.Equal(Math.Round(decoding.MinP, 3), decoding.MinP);
            Assert.Equal(77, decoding.MaxTokens);
            Assert.Empty(decoding.Problems());
        }
    }

    private static async Task<Proposal> ProposeAsync(ulong study, IReadOnlyList<Trial> drawn)
    {
        var context = OperatorContexts.Of(1, null, (0, "Say it.", 0.5));
        return (await OperatorContexts.ProposeAsync("decoding", context with
        {
            Task = context.Task with { Search = context.Task.Search with { Decoding = Ranges } },
            Base = context.Base with { Mode = AnswerMode.Free, Decoding = context.Base.Decoding with { MaxTokens = 77 } },
            History = [.. context.History, .. drawn],
            StudyRandom = new(study),
        }))!;
    }
}
