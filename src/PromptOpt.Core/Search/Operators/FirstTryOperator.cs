using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>
/// The plain first try that any good prompt has to beat: choice mode where there are labels, the labels named in plain words, examples as
/// chat turns, calibration chosen on train rows. Makes the first trials after the seed prompt, each with another number of examples: that number is
/// worth more on a small model than which ones they are.
/// </summary>
internal sealed class FirstTryOperator() : Operator(OperatorName, new(2, 1))
{
    public const string OperatorName = "first-try";

    /// <summary>Examples (of each label) of the first tries, in turn. The cheapest first, since time may be short.</summary>
    private static readonly int[] Turns = [2, 4, 8];

    /// <summary>First tries before the bandit takes over.</summary>
    public static int Count => Turns.Length;

    public override bool Applies(ProposalContext context) => context.Parent.Number == 1;

    protected override Proposal? Propose(ProposalContext context)
    {
        int wanted = Turns[context.History.Count(trial => trial.Operator == OperatorName) % Turns.Length];
        var based = Based(context);
        var labels = context.HasLabels ? context.Labels : [];
        var candidate = ExampleDraw.Sizes(context.Train, labels).Where(size => size <= wanted).Reverse()
            .Select(size => based with { Examples = ExampleDraw.OfSize(context.Train, labels, size, context.Random) })
            .FirstOrDefault(context.Fits);
        if (candidate is null) return null;
        string mode = candidate.Mode == AnswerMode.Choice ? "choice mode, calibrated" : "free answers";
        string words = candidate.LabelWords.Count == context.Base.LabelWords.Count ? "" : ", label names as plain words";
        return new(candidate, $"{candidate.Examples.Count} examples as chat turns, {mode}{words}");
    }

    private static Candidate Based(ProposalContext context)
    {
        var based = context.Base with { Layout = ExampleLayout.ChatTurns };
        if (!context.HasLabels) return based;
        // Names such as AddToPlaylist say more to a model as plain words, and take fewer tokens.
        if (based.LabelWords.Count == 0) based = LabelWordsOperator.WithPlainNames(context with { Base = based });
        bool choice = context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);
        return based with
        {
            Instruction = LabelListOperator.WithList(based, context.Labels),
            Mode = choice ? AnswerMode.Choice : based.Mode,
            Calibration = null,
        };
    }
}
