using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Fixes another calibration method than the parent ended with, instead of the one that looked best on few train rows.</summary>
internal sealed class CalibrationOperator() : Operator("calibration", new(1, 2))
{
    public override bool Applies(ProposalContext context) => context.Base.Mode == AnswerMode.Choice;

    protected override Proposal? Propose(ProposalContext context)
    {
        var others = Enum.GetValues<CalibrationMethod>().Where(method => method != context.Parent.Calibration.Method).ToArray();
        var method = others[context.Random.Next(others.Length)];
        return new(context.Base with { Calibration = method }, $"calibration {method}");
    }
}
