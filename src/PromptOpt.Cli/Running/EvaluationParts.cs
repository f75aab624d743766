using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>One candidate to be run on one split.</summary>
internal sealed record EvaluationParts(
    TaskSpec Task, TaskData Data, ILanguageModel Model, Candidate Candidate, FittedCalibration Calibration, Phase Split, int Repeats = 1);
