using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Refuses samples, seeds and reasoning that cannot be had, before they cost anything.</summary>
internal static class AnswerLoopCheck
{
    /// <summary>Checks a candidate for a dataset.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="isLimited">Whether the task limits answers by a grammar or schema.</param>
    /// <exception cref="BadInputException">What is wrong, and what to do.</exception>
    public static void Rows(Candidate candidate, ILanguageModel model, bool isLimited)
    {
        Ranges(candidate);
        if (candidate.Mode == AnswerMode.Choice && candidate is not { Samples: 1, Reasoning: null })
            throw new BadInputException("samples, reasoning: in answer mode choice the labels are scored and nothing is written; use mode free, or leave both out.");
        if (candidate is { Samples: > 1, Decoding.Temperature: 0 })
            throw new BadInputException($"samples: at temperature 0 nothing is drawn, so {candidate.Samples} answers would be the same one {candidate.Samples} times; give a temperature above 0, or 1 sample.");
        if (WrittenAnswers.LogProbabilitiesOf(candidate) > 0 && !model.Capabilities.HasFlag(LanguageModelCapabilities.TokenProbabilities))
            throw new BadInputException("aggregation best-log-probability needs a model that reports token probabilities, which this one does not; use majority-vote.");
        if (isLimited && candidate.Reasoning is not null)
            throw new BadInputException("reasoning: the task limits every answer by a grammar or schema, so a model cannot think in its replies; leave reasoning out, or remove answer.grammar or answer.schema.");
    }

    /// <summary>Checks a candidate for episodes.</summary>
    /// <exception cref="BadInputException">What is wrong, and what to do.</exception>
    public static void Episodes(Candidate candidate)
    {
        Ranges(candidate);
        if (candidate.Samples > 1)
            throw new BadInputException("samples: an episode cannot be played several times to choose among its ends; give 1 sample for a task with an environment.");
    }

    private static void Ranges(Candidate candidate)
    {
        if (candidate.Samples is < 1 or > Candidate.MostSamples)
            throw new BadInputException(FormattableString.Invariant($"samples: must be 1 to {Candidate.MostSamples}, but is {candidate.Samples}."));
        if (candidate.AnswerSeed is < 0) throw new BadInputException($"seed: must be {SeedPolicy.Allowed}, but is {candidate.AnswerSeed}.");
        if (candidate.Reasoning?.Problems().ToArray() is { Length: > 0 } problems) throw new BadInputException(string.Join('\n', problems));
    }
}
