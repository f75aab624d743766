namespace PromptOpt.Tuning.Llambo;

/// <summary>Settings of LLAMBO. Defaults follow Liu et al. (2024) where they published one and a local model gains nothing from another.</summary>
public sealed record LlamboOptions
{
    /// <summary>What studies use: fewer candidates and orderings than published, since each candidate is a call that the study pays for. Two digits of a score tell apart what a few dozen
    /// rows do; the third one took twice the time of all else.</summary>
    internal static LlamboOptions InStudies { get; } = new() { Candidates = 4, Orderings = 1, MostDigits = 2 };

    /// <summary>How the surrogate is read. Default exact; a model that does not score continuations falls back to samples.</summary>
    public ReadOut ReadOut { get; init; } = ReadOut.Exact;

    /// <summary>What the model is asked about candidates. Default their scores.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Discriminative;

    /// <summary>How much the model is told. Default full.</summary>
    public ContextLevel Level { get; init; } = ContextLevel.Full;

    /// <summary>Whether parameters are called x1, x2 and so on, to measure what their names are worth. Default false.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether the model is shown the values of the history on trials that they do not belong to: a control that tells whether it heeds them at all (permuting them
    /// hardly changes what such agents do, arXiv 2509.21403). Default false.</summary>
    public bool ShufflesValues { get; init; }

    /// <summary>Candidates a trial, M, at least 1. Default 10 (released code; the paper says 20).</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>Orderings of the history, R, that a belief is averaged over, at least 1. Default 2 (released code).</summary>
    public int Orderings { get; init; } = 2;

    /// <summary>Answers that are drawn for a candidate and an ordering, K, at least 1. Default 10 (paper, appendix D). For samples only.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>Temperature of those draws, above 0. Default 0.7 (paper, appendix D).</summary>
    public double Temperature { get; init; } = 0.7;

    /// <summary>Nucleus of those draws, above 0 and at most 1. Default 0.95 (paper, appendix D).</summary>
    public double TopP { get; init; } = 0.95;

    /// <summary>Temperature at which candidates are drawn, above 0. Default 1: the model's own distribution under the space's grammar.</summary>
    public double CandidateTemperature { get; init; } = 1;

    /// <summary>How far beyond the best value candidates are asked for, in ranges of the observed values, -1 to 1; taken in turn. Default -0.1, 0, 0.1.</summary>
    public IReadOnlyList<double> Alphas { get; init; } = [-0.1, 0, 0.1];

    /// <summary>Rounds of drawing for candidates that are allowed and new, at least 1. Default 3.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Most rows of the history that a model sees: half of them the best, half the latest. Default 30 (the paper's longest history).</summary>
    public int MostRows { get; init; } = 30;

    /// <summary>Most digits of a score, 1 to 3. Default 3, which are used from ten values on; the third one multiplies what the exact read-out looks at.</summary>
    public int MostDigits { get; init; } = 3;

    /// <summary>Share of the observed values that counts as good, above 0 and below 1. Default 0.25 (released code, end to end).</summary>
    public double GoodShare { get; init; } = 0.25;

    /// <summary>Trials before the model is asked for scores, at least 3. Default 5 (paper, section 7). For the unguarded loop.</summary>
    public int InitialTrials { get; init; } = 5;

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Candidates < 1) yield return $"candidates: must be at least 1, but is {Candidates}";
        if (Orderings < 1) yield return $"orderings: must be at least 1, but is {Orderings}";
        if (Draws < 1) yield return $"draws: must be at least 1, but is {Draws}";
        if (Rounds < 1) yield return $"rounds: must be at least 1, but is {Rounds}";
        if (MostRows < 2) yield return $"rows: must be at least 2, but is {MostRows}";
        if (MostDigits is < 1 or > 3) yield return $"digits: must be 1 to 3, but is {MostDigits}";
        if (InitialTrials < 3) yield return $"initial trials: must be at least 3, but is {InitialTrials}";
        if (Temperature is not (> 0 and <= 5)) yield return FormattableString.Invariant($"temperature: must be above 0, at most 5, but is {Temperature}");
        if (CandidateTemperature is not (> 0 and <= 5)) yield return FormattableString.Invariant($"candidate temperature: must be above 0, at most 5, but is {CandidateTemperature}");
        if (TopP is not (> 0 and <= 1)) yield return FormattableString.Invariant($"top_p: must be above 0, at most 1, but is {TopP}");
        if (GoodShare is not (> 0 and < 1)) yield return FormattableString.Invariant($"good share: must be above 0, below 1, but is {GoodShare}");
        if (Alphas.Count == 0 || !Alphas.All(alpha => alpha is >= -1 and <= 1)) yield return "alphas: needs at least one, each -1 to 1";
    }
}
