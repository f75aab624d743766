using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// GEPA's reflective mutation (Agrawal et al. 2025, section 3): the writer sees the instruction and what it did on three rows, each with feedback, and writes a
/// new one. The rows are those of the gate, where the strategy has one.
/// </summary>
internal sealed class ReflectOperator() : IOperator
{
    private const int Cases = 3;
    private const int RoomTokens = 200;

    /// <summary>As the authors run their smaller model, Qwen3 8B.</summary>
    private static readonly DecodingParameters Decoding = new() { Temperature = 0.6, TopP = 0.95, TopK = 20 };

    public string Name => "reflect";

    public OperatorPrior Prior => new(1, 3);

    public bool Applies(ProposalContext context) => context.Rollouts.Any(rollout => rollout.Score < 1);

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var shown = context.Gate.Count > 0 ? context.Gate : Draw(context);
        var prompt = context.Library.Fill("reflect", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["cases"] = string.Join("\n\n", shown.Select((rollout, i) => ReflectionCase.Text(i + 1, rollout, context.Records))),
        });
        if (WriterRoom.For(context, prompt, Math.Max(RoomTokens, WrittenPrompt.MostTokens(context))) is not { } room) return null;
        return await WrittenPrompt.AskAsync(context, prompt, Name, Decoding with { MaxTokens = room }) is { } instruction
            ? new(context.Base with { Instruction = instruction }, $"rewritten after a look at {shown.Count} rows, {shown.Count(rollout => rollout.Score < 1)} of them not perfect")
            : null;
    }

    /// <summary>One imperfect rollout and two others.</summary>
    private static IReadOnlyList<Rollout> Draw(ProposalContext context)
    {
        var shuffled = context.Random.Shuffled(context.Rollouts.Where(rollout => rollout.Score is not null));
        var failure = shuffled.First(rollout => rollout.Score < 1);
        return [.. shuffled.Where(rollout => rollout != failure).Take(Cases - 1).Prepend(failure)];
    }
}
