using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>One candidate to be run on one split.</summary>
internal sealed record EvaluationParts(
    OpenTask Task, ILanguageModel Model, Candidate Candidate, FittedCalibration Calibration, Phase Split, int Repeats = 1);
