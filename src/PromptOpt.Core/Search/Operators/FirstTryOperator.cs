using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>
/// The plain first tries that any good prompt has to beat: choice mode where there are labels, the labels named, examples as chat turns,
/// calibration chosen on train rows. The first shows two examples of each label, the second as many with telling words for the labels; the next build on
/// the best so far and show four and eight: on a small model their number and the label words are worth more than any wording.
/// </summary>
internal sealed class FirstTryOperator() : Operator(OperatorName, new(2, 1))
{
    public const string OperatorName = "first-try";

    /// <summary>Examples (of each label) of the first tries, in turn. The cheapest first, since time may be short.</summary>
    private static readonly int[] Turns = [2, 2, 4, 8];

    /// <summary>First tries before the bandit takes over.</summary>
    public static int Count => Turns.Length;

    /// <summary>First tries that start from the seed prompt; later ones start from the best trial.</summary>
    public static int FromSeed => 2;

    public override bool Applies(ProposalContext context) => !context.HasEpisodes && Turn(context) < Turns.Length;

    protected override Proposal? Propose(ProposalContext context)
    {
        int turn = Turn(context);
        var based = Based(context);
        if (turn == 1 && context.HasLabels) based = LabelWordsOperator.WithTellingWords(context with { Base = based });
        var labels = context.HasLabels ? context.Labels : [];
        var candidate = ExampleDraw.Sizes(context.Train, labels).Where(size => size <= Turns[turn]).Reverse()
            .Select(size => based with { Examples = ExampleDraw.OfSize(context.Train, labels, size, context.Random) })
            .FirstOrDefault(context.Fits);
        if (candidate is null) return null;
        string mode = candidate.Mode == AnswerMode.Choice ? "choice mode, calibrated" : "free answers";
        string words = candidate.LabelWords.Count == 0 ? "" : turn == 1 ? ", telling words for the labels" : ", other words for the labels";
        return new(candidate, $"{candidate.Examples.Count} examples as chat turns, {mode}{words}");
    }

    private static int Turn(ProposalContext context) => context.History.Concat(context.Siblings).Count(trial => trial.Operator == OperatorName);

    private static Candidate Based(ProposalContext context)
    {
        var based = context.Base with { Layout = ExampleLayout.ChatTurns, NearestExamples = null };
        if (!context.HasLabels) return based;
        // Names such as AddToPlaylist say more to a model as plain words, and take fewer tokens.
        if (based.LabelWords.Count == 0) based = LabelWordsOperator.WithPlainNames(context with { Base = based });
        bool choice = context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);
        return (choice ? based.WithScoredLabels() : based) with
        {
            Instruction = LabelListOperator.WithList(based, context.Labels),
            Calibration = null,
        };
    }
}
