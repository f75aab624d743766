using System.Text.Json.Serialization;
using PromptOpt.Environments;

namespace PromptOpt.Studies;

/// <summary>The trajectory of one episode as it is stored with its rollout: everything that rules and reports look at.</summary>
public sealed record EpisodeRecord
{
    /// <summary>Ends that every environment has; else it is the kind of the violation that ended it, or <c>over</c>.</summary>
    public const string Success = "success", Stuck = "stuck", StepLimitReached = "step-limit", Format = StepError.Format, Context = "context", Over = "over";

    /// <summary>The first observation.</summary>
    public required string Observation { get; init; }

    /// <summary>The steps in order; never null.</summary>
    public required IReadOnlyList<StepRecord> Steps { get; init; }

    /// <summary>Why it ended: success, stuck, step-limit, format, context (the chat no longer fitted), over, or a violation's kind.</summary>
    public required string End { get; init; }

    /// <summary>Most steps it could have had.</summary>
    public required int StepLimit { get; init; }

    /// <summary>Progress at the beginning, in the world's unit.</summary>
    public required double InitialProgress { get; init; }

    /// <summary>Progress that scores 0.</summary>
    public required double Baseline { get; init; }

    /// <summary>Progress that scores 1.</summary>
    public required double Bound { get; init; }

    /// <summary>What the bound is worth.</summary>
    public required BoundKind BoundKind { get; init; }

    /// <summary>Whether the goal was reached.</summary>
    [JsonIgnore]
    public bool IsSuccess => End == Success;

    /// <summary>Progress at the end.</summary>
    [JsonIgnore]
    public double Progress => Steps.Count == 0 ? InitialProgress : Steps[^1].Progress;

    /// <summary>Rules broken, unreadable replies included.</summary>
    [JsonIgnore]
    public int Violations => Steps.Sum(step => step.ErrorCount);

    /// <summary>(progress - baseline) / (bound - baseline), clipped to [0, 1]; 1 where there was nothing to gain.</summary>
    [JsonIgnore]
    public double Score => ScoreOf(Progress, Baseline, Bound);

    /// <summary>The score of some progress.</summary>
    public static double ScoreOf(double progress, double baseline, double bound) =>
        bound <= baseline ? 1 : Math.Clamp((progress - baseline) / (bound - baseline), 0, 1);
}
