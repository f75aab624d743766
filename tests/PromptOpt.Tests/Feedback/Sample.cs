using PromptOpt.Environments;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Feedback;

/// <summary>Rollouts to try rules on.</summary>
internal static class Sample
{
    public static readonly string[] Labels = ["refund", "cancel"];
    public static readonly string[] Kinds = ["collision", "wrong-box"];

    public static Rollout Row(string? answer, string id = "a1") => new()
    {
        Position = 0,
        ExampleId = id,
        Input = "text",
        Target = "refund",
        Output = "reply",
        Answer = answer,
        Score = answer == "refund" ? 1 : 0,
        PromptTokens = 1,
        OutputTokens = 7,
    };

    /// <summary>An episode that saw "start", then "seen 1", "seen 2" and so on.</summary>
    public static Rollout Episode(string end, params StepRecord[] steps)
    {
        var episode = new EpisodeRecord
        {
            Observation = "start",
            Steps = [.. steps.Select((step, i) => step with { Observation = $"seen {i + 1}" })],
            End = end,
            StepLimit = 30,
            InitialProgress = 0,
            Baseline = 0,
            Bound = 4,
            BoundKind = BoundKind.Exact,
        };
        return Row(null) with { Target = "", Input = "episode train 1", Output = steps is [.., var last] ? last.Reply : "", Score = episode.Score, Episode = episode };
    }

    public static StepRecord Step(string reply, double progress = 0) => new() { Reply = reply, Action = reply.Trim(), Observation = "", Progress = progress };

    public static StepRecord Wrong(string reply, string kind, string message = "that is not allowed") =>
        Step(reply) with { Error = kind, ErrorMessage = message, ErrorCount = 1, Action = kind == "format" ? null : reply };
}
