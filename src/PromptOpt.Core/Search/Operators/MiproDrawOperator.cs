using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>
/// MIPROv2's step (Opsahl-Ong et al. 2024, section 4): a choice of one of n instructions and one of n example sets. The first trials choose at random, later ones by
/// the tree-structured Parzen estimator, always something that was not tried. Instructions and sets are made when they are chosen for the first time; which ones there
/// are is read from the history. Multi-step tasks have no examples, so there each trial is an instruction of its own.
/// </summary>
internal sealed class MiproDrawOperator() : IOperator
{
    private const int Instructions = 6;
    private const int Sets = 6;

    /// <summary>Trials, the seed prompt's included, before the estimator takes over.</summary>
    private const int RandomTrials = 10;

    private const int SummarizedRows = 10;
    private const int ShownRows = 3;

    private static readonly DecodingParameters Summary = new() { Temperature = 1, TopP = 0.95, MaxTokens = 160 };

    /// <summary>Combinations there are, the seed prompt's included.</summary>
    public static int MostTrials => Instructions * Sets;

    public string Name => "mipro-draw";

    public OperatorPrior Prior => new(1, 3);

    public Novelty Novelty => Novelty.Candidate;

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var archive = MiproArchive.Of(context);
        var right = MiproSets.Right(context);
        int instructions = context.HasEpisodes ? MostTrials : Instructions;
        int sets = context.HasEpisodes ? 1 : MiproSets.Possible(right.Count, Sets);
        if (Choose(context, archive, instructions, sets) is not { } choice) return null;
        var (instruction, set) = choice;
        var examples = set < archive.Sets.Count ? archive.Sets[set] : MiproSets.Make(archive.Sets.Count, right, context);
        string? text = instruction < archive.Instructions.Count ? archive.Instructions[instruction] : await WriteAsync(context);
        if (text is null) return null;
        string shown = context.HasEpisodes ? "" : FormattableString.Invariant($" with example set {Math.Min(set, archive.Sets.Count) + 1} ({examples.Count} examples)");
        return new(
            context.Base with { Instruction = text, Examples = examples, NearestExamples = null },
            FormattableString.Invariant($"instruction {Math.Min(instruction, archive.Instructions.Count) + 1}{shown}"));
    }

    /// <summary>A combination that was not tried; numbers from those of the archive on stand for what is still to be made.</summary>
    private static (int Instruction, int Set)? Choose(ProposalContext context, MiproArchive archive, int instructions, int sets)
    {
        var open = Enumerable.Range(0, Math.Max(instructions, archive.Instructions.Count))
            .SelectMany(instruction => Enumerable.Range(0, Math.Max(sets, archive.Sets.Count)).Select(set => (Instruction: instruction, Set: set)))
            .Except(archive.Tried).ToArray();
        if (open.Length == 0) return null;
        if (context.History.Count >= RandomTrials)
        {
            double[] ofInstruction = CategoricalTpe.Ratios([.. archive.Ranked.Select(choice => choice.Instruction)], Math.Max(instructions, archive.Instructions.Count));
            double[] ofSet = CategoricalTpe.Ratios([.. archive.Ranked.Select(choice => choice.Set)], Math.Max(sets, archive.Sets.Count));
            double best = open.Max(Promise);
            open = [.. open.Where(choice => Promise(choice) >= best)];

            double Promise((int Instruction, int Set) choice) => ofInstruction[choice.Instruction] * ofSet[choice.Set];
        }

        return open[context.Random.Next(open.Length)];
    }

    private static async Task<string?> WriteAsync(ProposalContext context)
    {
        string rows = TaskSample.Text(context, SummarizedRows);
        if (!context.Without.HasFlag(Ablations.Summaries))
        {
            var request = context.Library.Fill("data-summary", new Dictionary<string, string> { ["task"] = context.Task.Description, ["rows"] = rows });
            if (WriterRoom.For(context, request, Summary.MaxTokens) is not { } words) return null;
            string? summary = (await context.Writer.SummarizeAsync([request], "data-summary", Summary with { MaxTokens = words }))[0];
            if (summary is null) return null;
            rows = summary;
        }

        var tips = context.Library.StyleTips;
        var prompt = context.Library.Fill("propose", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["summary"] = rows,
            ["prompt"] = context.Base.Instruction,
            ["rows"] = TaskSample.Text(context, ShownRows),
            ["tip"] = tips[context.Random.Next(tips.Count)],
        });
        if (WriterRoom.For(context, prompt, WrittenPrompt.MostTokens(context)) is not { } room) return null;
        return await WrittenPrompt.AskAsync(context, prompt, "propose", new() { Temperature = 1, TopP = 0.95, MaxTokens = room });
    }
}
