using PromptOpt.LanguageModels;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Refuses requests that make no sense before anything is computed.</summary>
internal static class RequestCheck
{
    private const int MostAlternatives = 100;

    public static void Validate(GenerateRequest request, int vocabularySize)
    {
        Validate(request.Prompt);
        var problems = request.Decoding.Problems().ToList();
        if (problems.Count > 0) throw new BadInputException($"The decoding parameters are wrong: {string.Join("; ", problems)}.");
        foreach (var token in request.Decoding.LogitBias.Keys)
        {
            if ((uint)token >= (uint)vocabularySize)
                throw new BadInputException($"logit_bias: a token id must be 0 to {vocabularySize - 1} with this model, but is {token}.");
        }

        if (request.TopLogProbabilities is < 0 or > MostAlternatives)
            throw new BadInputException($"top_logprobs: must be 0 to {MostAlternatives}, but is {request.TopLogProbabilities}.");
        if (request is { TokenEntropies: true, Decoding.Temperature: 0 })
            throw new BadInputException("Token entropies are those of the distribution that tokens are drawn from, and at temperature 0 nothing is drawn; give a temperature above 0.");
    }

    public static void Validate(ScoreRequest request)
    {
        Validate(request.Prompt);
        Validate(request.Continuations);
        if (request.BestAfter is not { } offsets) return;
        if (offsets.Count != request.Continuations.Count)
            throw new BadInputException($"Choosing the best of {request.Continuations.Count} continuations takes as many offsets, not {offsets.Count}.");
        if (!offsets.All(double.IsFinite)) throw new BadInputException("The offsets of continuations must be finite numbers.");
    }

    public static void Validate(IReadOnlyList<string> continuations)
    {
        if (continuations is not { Count: > 0 }) throw new BadInputException("Scoring needs at least one continuation.");
        if (continuations.Any(string.IsNullOrEmpty)) throw new BadInputException("A continuation to score is empty; give each some text.");
        if (continuations.Distinct(StringComparer.Ordinal).Count() < continuations.Count)
            throw new BadInputException("The continuations to score must differ from each other.");
    }

    private static void Validate(ChatPrompt prompt)
    {
        if (prompt is not { Messages.Count: > 0 }) throw new BadInputException("A prompt needs at least one message.");
        if (prompt.AnswerPrefix is null || prompt.Messages.Any(message => message?.Text is null)) throw new BadInputException("A message of a prompt, its text or the answer prefix is null; an empty text is allowed.");
    }
}
