using System.Globalization;
using System.Text;

namespace PromptOpt.Studies;

/// <summary>What a model wrote on the way to its answer, as text.</summary>
public static class RolloutTrace
{
    /// <summary>Plans and steps in order, each on lines of its own behind its name: the thoughts of the answer that counts, or the actions of an episode. Empty
    /// where there are no steps.</summary>
    /// <param name="rollout">The rollout.</param>
    public static string Of(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return rollout.Episode is { } episode
            ? Text(episode.Steps.Select(step => (step.Plan, step.Reply)))
            : Text((rollout.Samples?.Answer.Steps ?? []).Select(step => (step.Plan, step.Text)));
    }

    private static string Text(IEnumerable<(string? Plan, string Text)> steps)
    {
        var text = new StringBuilder();
        foreach (var (step, i) in steps.Select((step, i) => (step, i)))
        {
            if (step.Plan is { } plan) text.Append("plan: ").Append(plan.Trim()).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"step {i + 1}: {step.Text.Trim()}\n");
        }

        return text.ToString().TrimEnd('\n');
    }
}
