using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>
/// The plain first try that any good prompt has to beat: choice mode where there are labels, the labels named, examples as chat turns,
/// calibration chosen on train rows,
/// label names as plain words. Makes the first trials after the seed prompt.
/// </summary>
internal sealed class FirstTryOperator() : Operator(OperatorName, new(2, 1))
{
    public const string OperatorName = "first-try";

    private const int PerLabel = 2;
    private const int MostLabelled = 24;
    private const int Open = 6;

    public override bool Applies(ProposalContext context) => context.Parent.Number == 1;

    protected override Proposal? Propose(ProposalContext context)
    {
        if (!context.HasLabels)
        {
            var open = ExampleDraw.Some(context.Train, Open, context.Random);
            return new(context.Base with { Examples = open, Layout = ExampleLayout.ChatTurns }, $"{open.Count} examples as chat turns");
        }

        // Names such as AddToPlaylist say more to a model as plain words, and take fewer tokens.
        var based = context.Base.LabelWords.Count == 0 ? LabelWordsOperator.WithPlainNames(context) : context.Base;
        int perLabel = Math.Clamp(MostLabelled / context.Labels.Count, 1, PerLabel);
        var examples = ExampleDraw.PerLabel(context.Train, context.Labels, perLabel, context.Random);
        bool choice = context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);
        var candidate = based with
        {
            Instruction = LabelListOperator.WithList(based, context.Labels),
            Mode = choice ? AnswerMode.Choice : context.Base.Mode,
            Calibration = null,
            Examples = examples,
            Layout = ExampleLayout.ChatTurns,
        };
        return new(candidate, $"{examples.Count} examples as chat turns, {(choice ? "choice mode, calibrated" : "free answers")}{(based == context.Base ? "" : ", label names as plain words")}");
    }
}
