using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Grammars;
using PromptOpt.LlamaCpp.Sampling;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Draws one token a step until the turn ends, a stop string appears, the answer is decided or the limit is reached.</summary>
internal sealed class GenerateJob(
    int[] prompt, GenerateRequest request, IVocabulary vocabulary, CancellationToken cancellation, AnswerLimits? limits = null)
    : SequenceJob(prompt, cancellation)
{
    private readonly TaskCompletionSource<Generation> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TokenSampler sampler = new(request.Decoding, request.Seed, prompt);
    private readonly AnswerText answer = new(request.Decoding.Stop);
    private readonly List<GeneratedToken> tokens = [];
    private readonly List<double> entropies = [];
    private readonly List<int> drawn = [];
    private FinishReason finish;
    private BadInputException? failure;

    public Task<Generation> Completion => completion.Task;

    /// <summary>Whether nothing needs to follow what is written so far.</summary>
    public bool IsDecided =>
        limits?.MustEnd == true || (request.End is { } end && AnswerEnds.IsReached(end, request.Prompt.AnswerPrefix + answer));

    /// <summary>The tokens drawn so far.</summary>
    public IReadOnlyList<int> Drawn => drawn;

    /// <summary>The token to compute next.</summary>
    public int NextToken => drawn[^1];

    /// <summary>Where it goes.</summary>
    public int NextPosition => Prompt.Length + drawn.Count - 1;

    /// <summary>Prompt and all drawn tokens that were computed: all but the last, which only was to be computed next.</summary>
    public override ReadOnlySpan<int> Kept => drawn.Count < 2 ? base.Kept : (int[])[.. Prompt, .. drawn.SkipLast(1).Select(PromptToken.Drawn)];

    public override bool OnPromptComputed(Span<float> logits) => OnStep(logits);

    /// <summary>Draws a token.</summary>
    /// <returns>Whether the answer is complete.</returns>
    public bool OnStep(Span<float> logits)
    {
        // The sampler changes the logits in place, so what is reported of the raw ones is read first.
        var alternatives = request.TopLogProbabilities > 0 ? TopTokens.Read(logits, request.TopLogProbabilities, vocabulary) : null;
        var normalizer = alternatives is null ? 0 : LogNormalizer.Compute(logits);
        var raw = alternatives is null ? [] : logits.ToArray();
        if (request.TokenEntropies) entropies.Add(DistributionEntropy.Of(logits, request.Decoding.Temperature));
        if (Draw(logits) is not { } token) return true;
        if (alternatives is not null)
            tokens.Add(new GeneratedToken(TopTokens.Describe(token, raw[token] - normalizer, vocabulary), alternatives));
        return Accept(token);
    }

    public override void Succeed()
    {
        if (failure is null) completion.TrySetResult(Result());
        else Fail(failure);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Cancel() => completion.TrySetCanceled(Cancellation.IsCancellationRequested ? Cancellation : new CancellationToken(true));

    private Generation Result() => new()
    {
        Text = answer.ToString(),
        FinishReason = finish,
        Usage = Usage(drawn.Count),
        Tokens = tokens,
        TokenEntropies = entropies,
        DrawnTokens = TokensOfText(),
    };

    // A grammar that the model cannot follow ends this answer alone, not the step that it shares with others.
    private int? Draw(Span<float> logits)
    {
        try
        {
            return sampler.Draw(logits, limits);
        }
        catch (BadInputException exception)
        {
            failure = exception;
            return null;
        }
    }

    // The tokens that were computed one at a time and lie wholly in the text that is returned, up to a border between characters.
    private List<int> TokensOfText()
    {
        var (length, whole) = (0, 0);
        for (var i = 0; i < drawn.Count - 1 && length <= answer.Length; i++)
        {
            if (answer.IsBorder(length)) whole = i;
            length += vocabulary.Bytes(drawn[i]).Length;
        }

        return drawn.GetRange(0, length <= answer.Length && answer.IsBorder(length) ? Math.Max(drawn.Count - 1, 0) : whole);
    }

    private bool Accept(int token)
    {
        drawn.Add(token);
        finish = FinishReason.Stop;
        if (vocabulary.EndsGeneration(token) || answer.Append(vocabulary.Bytes(token))) return true;
        limits?.Accept(token);
        if (IsDecided) return true;
        finish = FinishReason.Length;
        return drawn.Count >= request.Decoding.MaxTokens;
    }
}
