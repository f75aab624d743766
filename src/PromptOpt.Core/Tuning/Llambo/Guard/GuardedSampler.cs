using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>
/// Lets a language model help a classical sampler, and keeps it from doing harm. The default is tried first. Every later trial is the classical sampler's own
/// suggestion or a configuration of the model that won against it; the model never has more than its share of the trials, its weight is earned by predictions that were
/// made before the trials ran, and where it fails the classical suggestion is taken. At weight 0 the search is the classical one's, bit for bit.
/// </summary>
public sealed class GuardedSampler : IAsyncSampler
{
    /// <summary>What <see cref="Suggestion.Source"/> says of the advisor's configurations.</summary>
    public const string AdvisorSource = "llm";

    private readonly ISampler _core;
    private readonly IPredictor _predictor;
    private readonly IAdvisor _advisor;
    private readonly GuardOptions _options;

    /// <summary>Creates the sampler.</summary>
    /// <param name="core">Suggests what is tried unless the advisor wins.</param>
    /// <param name="predictor">Weighs the advisor's configurations.</param>
    /// <param name="advisor">Proposes and judges.</param>
    /// <param name="options">How far it is trusted; null: the defaults.</param>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    public GuardedSampler(ISampler core, IPredictor predictor, IAdvisor advisor, GuardOptions? options = null)
    {
        (_core, _predictor, _advisor, _options) = (core, predictor, advisor, options ?? new());
        var problems = _options.Problems().ToList();
        if (problems.Count > 0) throw new BadInputException($"The settings of the guard are wrong: {string.Join("; ", problems)}.");
    }

    /// <inheritdoc/>
    public string Name => "guarded-" + _core.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _advisor.Notes;

    /// <inheritdoc/>
    public async Task<Suggestion> SuggestAsync(SamplerContext context, CancellationToken cancellationToken = default)
    {
        if (DefaultFirstSampler.Due(context) is { } first) return first;
        var classical = _core.Suggest(context);
        var standing = GuardStanding.Of(context.History, _options);
        if ((standing.Refusal ?? (_advisor.IsWithinMeans ? null : GuardOutcome.TooCostly)) is { } refusal) return Noted(classical, new() { Outcome = refusal, Weight = standing.Weight, Reason = "the model was not asked" });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var asked = standing.IsBeginning ? BeginAsync(context, classical, standing.Weight, limit.Token) : WeighAsync(context, classical, standing.Weight, limit.Token);
            return await asked.WaitAsync(LongTime.ForTimer(_options.Timeout), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && IsOfTheAdvisor(e))
        {
            var (outcome, reason) = e is TimeoutException ? (GuardOutcome.TimedOut, FormattableString.Invariant($"no answer within {_options.Timeout.TotalSeconds} s")) : (GuardOutcome.Failed, e.Message);
            return Noted(classical, new() { Outcome = outcome, Weight = standing.Weight, Reason = reason });
        }
        finally
        {
            await limit.CancelAsync(); // nobody waits for what still runs
        }
    }

    private async Task<Suggestion> BeginAsync(SamplerContext context, Suggestion classical, double weight, CancellationToken cancellationToken)
    {
        foreach (var idea in await _advisor.BeginAsync(context, _options.FirstIdeas, cancellationToken))
        {
            if (context.Space.Allows(idea) && context.IsNew(idea) && Distance(context, idea) >= _options.LeastDistance)
                return Noted(new(idea, AdvisorSource), new() { Outcome = GuardOutcome.Taken, Weight = weight, Reason = "a first idea" });
        }

        return Noted(classical, new() { Outcome = GuardOutcome.Silent, Weight = weight, Reason = "no first idea that is new" });
    }

    private async Task<Suggestion> WeighAsync(SamplerContext context, Suggestion classical, double weight, CancellationToken cancellationToken)
    {
        var pool = GuardPool.Of(context, _core, classical.Configuration, await _advisor.ProposeAsync(context, cancellationToken));
        var advised = await _advisor.JudgeAsync(context, pool.Members, cancellationToken);
        double leak = advised.Average(belief => belief.Leak);
        if (leak > _options.MostLeak)
            return Noted(classical, new() { Outcome = GuardOutcome.Leaked, Weight = weight, Reason = FormattableString.Invariant($"{leak:P0} of its belief is not about scores") });
        var posterior = _predictor.Fit(context);
        NormalBelief[] predicted = [.. pool.Members.Select(posterior.At)];
        var verdict = pool.Advised == 0
            ? new(0, GuardOutcome.Silent, "nothing that is new")
            : GuardVerdict.Of(pool, predicted, advised, [.. context.Complete.Select(o => o.Value)], context.Space.Dimensions, weight, _options);
        var chosen = verdict.Winner == 0 ? classical : new(pool.Members[verdict.Winner], AdvisorSource);
        return Noted(chosen, new()
        {
            Outcome = verdict.Outcome,
            Weight = weight,
            Reason = verdict.Reason,
            Predictor = predicted[verdict.Winner],
            Advisor = GuardMemo.Short(advised[verdict.Winner]),
        });
    }

    // A failure of the machine, and a budget that is spent, end more than one suggestion: the caller decides.
    private static bool IsOfTheAdvisor(Exception error) => error is not PromptOptException || error is BadInputException or PromptTooLongException;

    private static Suggestion Noted(Suggestion suggestion, GuardMemo memo) => suggestion with { Memo = memo.Write() };

    // Euclidean distance in the unit cube to the nearest of the history.
    private static double Distance(SamplerContext context, Configuration configuration)
    {
        double[] point = context.Space.PointOf(configuration);
        return context.History.Min(o => Math.Sqrt(context.Space.PointOf(o.Configuration).Zip(point, (a, b) => (a - b) * (a - b)).Sum()));
    }
}
