using PromptOpt.Feedback;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Operators;

/// <summary>Contexts for operators that work on the text of an instruction.</summary>
internal static class OperatorContexts
{
    private static readonly PromptLibrary Library = PromptLibrary.Load(RepositoryFolder.File("prompts"));

    /// <summary>A context whose parent is the last trial; trial 1 has no parent, the others the one given with them.</summary>
    public static ProposalContext Of(ulong seed, ScriptedLanguageModel? model, params (int Parent, string Instruction, double Value)[] trials)
    {
        model ??= new();
        Trial[] history = [.. trials.Select((t, i) => new Trial
        {
            Number = i + 1,
            Level = i,
            State = TrialState.Complete,
            Candidate = new() { Instruction = t.Instruction },
            Operator = "x",
            Parent = t.Parent,
            Value = t.Value,
            SeedValue = trials[0].Value,
        })];
        return new()
        {
            Task = ToyTask.Spec("toy"),
            Train = ToyTask.Data().Train,
            Labels = [],
            Base = history[^1].Candidate,
            Parent = history[^1],
            Rollouts = [],
            Records = [],
            History = history,
            Capabilities = model.Capabilities,
            Fits = _ => true,
            Random = new(seed),
            StudyRandom = new(1),
            Writer = new(ModelRoles.All(model), seed, async (index, calls) => new Wave
            {
                Key = new(9, Phase.Propose, index),
                Rollouts = await Task.WhenAll(calls.Select(call => call.Run(CancellationToken.None))),
            }),
            Library = Library,
        };
    }

    public static FeedbackRecord Advice(string rule, string message, string? template = null) =>
        new(new() { Position = 0, Input = message, Output = "", Score = 0, PromptTokens = 1, OutputTokens = 1 }, new(rule, FeedbackSeverity.High, message) { Template = template });

    public static async Task<Proposal?> ProposeAsync(string name, ProposalContext context)
    {
        var chosen = OperatorSet.All.Single(o => o.Name == name);
        return chosen.Applies(context) ? await chosen.ProposeAsync(context, CancellationToken.None) : null;
    }
}
