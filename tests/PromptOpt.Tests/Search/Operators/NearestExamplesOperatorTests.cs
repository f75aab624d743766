using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class NearestExamplesOperatorTests
{
    private static readonly ScriptedLanguageModel Embedder = new() { Capabilities = LanguageModelCapabilities.Embedding };

    [Fact]
    public async Task Without_vectors_2_4_or_8_train_rows_are_compared_by_words()
    {
        var seen = await Proposals(new());
        Assert.Equal([2, 4, 8], seen.Select(p => p.Candidate.NearestExamples!.Count).Distinct().Order());
        Assert.All(seen, p => Assert.Equal(NearestBy.TfIdf, p.Candidate.NearestExamples!.By));
        Assert.All(seen, p => Assert.Empty(p.Candidate.Examples));
    }

    [Fact]
    public async Task Vectors_are_paid_for_by_the_first_trial_that_uses_them_and_not_used_where_the_budget_does_not_suffice()
    {
        int paid = 0;
        var first = await Proposals(Embedder, context => context with { EmbedTrain = _ => { paid++; return Task.FromResult(true); } });
        Assert.Equal(first.Count(p => p.Candidate.NearestExamples!.By == NearestBy.Embedding), paid);
        Assert.InRange(paid, 1, 30);
        Assert.All(await Proposals(Embedder, context => context with { EmbedTrain = _ => Task.FromResult(false) }), p => Assert.Equal(NearestBy.TfIdf, p.Candidate.NearestExamples!.By));
        var again = await Proposals(Embedder, context => context with
        {
            EmbedTrain = _ => throw new InvalidOperationException("paid twice"),
            History = [context.History[0] with { Candidate = new() { Instruction = "x", NearestExamples = new(2, NearestBy.Embedding) } }],
        });
        Assert.Contains(again, p => p.Candidate.NearestExamples!.By == NearestBy.Embedding);
    }

    [Fact]
    public void Operators_about_labels_and_examples_do_not_apply_to_episodes()
    {
        var context = Of(1, null, (0, "Move.", 0.5));
        context = context with
        {
            Labels = ToyTask.Labels,
            Task = context.Task with { Environment = new EnvironmentSpec { World = "gridworld1" } },
            Base = context.Base with { Examples = [.. context.Train.Take(3)], NearestExamples = new(2, NearestBy.TfIdf) },
        };
        Assert.DoesNotContain(OperatorSet.All.Where(o => o.Applies(context)), o => o.Name.Contains("example", StringComparison.Ordinal) || o.Name.Contains("label", StringComparison.Ordinal) || o.Name is "first-try" or "answer-mode");
    }

    private static async Task<List<Proposal>> Proposals(ScriptedLanguageModel model, Func<ProposalContext, ProposalContext>? change = null)
    {
        var all = new List<Proposal>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            var context = Of(seed, model, (0, "Name the colour.", 0.5));
            if (await ProposeAsync("nearest-examples", change?.Invoke(context) ?? context) is { } proposal) all.Add(proposal);
        }

        return all;
    }
}
