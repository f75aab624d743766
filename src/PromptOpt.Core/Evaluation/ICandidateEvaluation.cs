using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on rows: plans what to ask the model, and turns what came into answers and scores. Safe for concurrent use.</summary>
public interface ICandidateEvaluation
{
    /// <summary>What is evaluated.</summary>
    Candidate Candidate { get; }

    /// <summary>The work for one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="seed">Seed of its randomness, unless the candidate has one of its own (<see cref="Candidate.AnswerSeed"/>).</param>
    /// <param name="decideBy">In choice mode, the calibration that decides: only the best label is looked for, which is cheaper. Null: all labels are
    /// scored, as fitting a calibration needs.</param>
    PlannedCall Plan(Example row, ulong seed, FittedCalibration? decideBy = null);

    /// <summary>Answers and scores of rollouts under a calibration. Apart from a metric program's, a pure function of what is stored.</summary>
    /// <exception cref="Environments.EnvironmentException">A metric program failed.</exception>
    ValueTask<IReadOnlyList<Rollout>> JudgeAsync(IReadOnlyList<Rollout> rollouts, FittedCalibration calibration, CancellationToken cancellationToken);

    /// <summary>The most requests that the work for one row can take: 1, or one for each sample, step and plan.</summary>
    int MostCalls { get; }

    /// <summary>The most tokens that the work for one row can be charged.</summary>
    long MostTokens(Example row);

    /// <summary>Tokens that a sequence must hold for the row to be run at all.</summary>
    long ContextNeeded(Example row);
}
