using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>A rollout that rules look at, and where it belongs.</summary>
/// <param name="Trial">Trial number.</param>
/// <param name="Phase"><see cref="Phase.Train"/> or <see cref="Phase.Validation"/>.</param>
/// <param name="Rollout">The rollout, with a score.</param>
public sealed record ScoredRollout(int Trial, Phase Phase, Rollout Rollout)
{
    /// <summary>Which row, among those of all splits.</summary>
    internal (Phase Phase, string Id) Row => (Phase, Rollout.ExampleId);

    /// <summary>All that rules may look at, in the order of the waves: never the test split, which nobody is to learn from, and neither proposals nor
    /// content-free inputs.</summary>
    public static IEnumerable<ScoredRollout> In(IEnumerable<Wave> waves) => waves
        .Where(wave => wave.Key.Phase is Phase.Train or Phase.Validation)
        .SelectMany(wave => wave.Rollouts.Where(rollout => rollout is { Score: not null, ExampleId.Length: > 0 })
            .Select(rollout => new ScoredRollout(wave.Key.Trial, wave.Key.Phase, rollout)));
}
