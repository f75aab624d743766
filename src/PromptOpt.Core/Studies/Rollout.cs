using System.Text.Json.Serialization;

namespace PromptOpt.Studies;

/// <summary>One candidate on one row to the end; for <see cref="Phase.Propose"/>, one request to the writing model.</summary>
public sealed record Rollout
{
    /// <summary>Place within its wave, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The row's <c>Example.Id</c>; empty for proposals and content-free calibration inputs.</summary>
    public string ExampleId { get; init; } = "";

    /// <summary>What was asked: the row's input, or the purpose of a proposal call.</summary>
    public string Input { get; init; } = "";

    /// <summary>The expected answer; empty where there is none.</summary>
    public string Target { get; init; } = "";

    /// <summary>The reply as written; in choice mode the chosen label word.</summary>
    public required string Output { get; init; }

    /// <summary>The answer found in it, mapped back to a label; null if none was found.</summary>
    public string? Answer { get; init; }

    /// <summary>The metric, in [0, 1]; null for proposals and content-free inputs.</summary>
    public double? Score { get; init; }

    /// <summary>Uncalibrated log-probability of each label in choice mode, in label order, or of each continuation that a proposal had scored; else empty. Where <see cref="Finish"/> is <c>decided</c>, those of
    /// labels that could not win any more are upper bounds.</summary>
    public IReadOnlyList<double> LabelLogProbabilities { get; init; } = [];

    /// <summary>Why the reply ended: stop or length; <c>context</c> where a reasoning loop had no room to go on; <c>choice</c> where all labels were scored, <c>decided</c> where scoring stopped at the best.</summary>
    public string Finish { get; init; } = "stop";

    /// <summary>Tokens of the prompt as sent.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens of the reply, or label tokens looked at.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Tokens that were not computed again: of the prompt, or all of them where the response cache answered.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Seconds from the first computation to the end, without the time that requests waited: of several requests after one another the sum, of samples
    /// that were drawn together the longest. Where the response cache answered, those that the computation took then.</summary>
    public double Seconds { get; init; }

    /// <summary>Requests to the model it took: 1, or one for each sample, step and plan.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Of these, replies that met the token limit. Of episodes of studies that were stored before this was counted, 0.</summary>
    public int CutOff { get; init; }

    /// <summary>The trajectory of an episode; null for anything of a single request.</summary>
    public EpisodeRecord? Episode { get; init; }

    /// <summary>The answers that were drawn for the row, where there are several or a reasoning loop; <see cref="Output"/> is that of the one that counts. Null
    /// where one reply is the answer.</summary>
    public SampleSet? Samples { get; init; }

    /// <summary>Tokens as budgets charge them: prompts as sent, and replies.</summary>
    [JsonIgnore]
    public long ChargedTokens => (long)PromptTokens + OutputTokens;

    /// <summary>Whether the response cache answered. An engine always computes something.</summary>
    public bool IsFromCache => ChargedTokens > 0 && CachedTokens == ChargedTokens;
}
