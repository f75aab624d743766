using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>The knob of the seed policy. Seeds have no order, and nearby ones are not alike, so it is a choice even where a range of numbers is given.</summary>
internal static class SeedKnob
{
    /// <summary>Its name.</summary>
    public const string Name = "seed";

    /// <summary>Most seeds to choose from: more only make one of them lucky.</summary>
    private const int MostSeeds = 64;

    private static readonly string[] Usual = [SeedPolicy.Fresh, "1", "2", "3", "4"];

    /// <summary>Makes it.</summary>
    /// <param name="under">What it counts under.</param>
    /// <param name="notWritten">Why nothing is written; null if it is.</param>
    public static Knob Create(IReadOnlyList<ParameterCondition> under, Func<KnobContext, string?> notWritten) => new(
        Name,
        context => Choice(Usual, SeedPolicy.Of(context.Base.AnswerSeed)),
        (candidate, value, _) => candidate with { AnswerSeed = SeedPolicy.TryRead(value.ToString(), out int? seed) ? seed : null })
    {
        Under = under,
        NeedsDraws = true,
        Narrow = Narrow,
        Refuses = context => notWritten(context)
            ?? (context.Capabilities.HasFlag(LanguageModelCapabilities.Repeatable) ? null : "the model does not promise the same answer for the same seed"),
    };

    private static Parameter Narrow(Parameter parameter, KnobRange range)
    {
        string own = parameter.Default.ToString();
        if (range.Choices.Count > 0) return Choice([.. range.Choices.Select(choice => SeedPolicy.Of(Named(choice, range)))], own);
        return range is { Low: null, High: null } ? parameter : Choice([.. Seeds(range)], own);
    }

    /// <summary>The policies, and the one that the candidate has before them where it is missing.</summary>
    private static Parameter Choice(string[] policies, string own)
    {
        string[] all = [.. policies.Contains(own) ? policies : [own, .. policies]];
        return Parameter.Categorical(Name, [.. all.Distinct().Select(policy => new ParameterValue(policy))], own);
    }

    private static IEnumerable<string> Seeds(KnobRange range)
    {
        double low = range.Low ?? 1, high = range.High ?? range.Low!.Value, step = range.Step ?? 1;
        if (new[] { low, high, step }.Any(number => number != Math.Floor(number)) || low < 0 || high > int.MaxValue || low > high || step < 1 || (high - low) / step >= MostSeeds)
            throw range.Wrong(FormattableString.Invariant($"a range of {Name} must hold 1 to {MostSeeds} whole numbers from 0 to {int.MaxValue}, but goes from {low} to {high} by {step}"));
        return Enumerable.Range(0, (int)((high - low) / step) + 1).Select(i => SeedPolicy.Of((int)(low + i * step)));
    }

    private static int? Named(string policy, KnobRange range) =>
        SeedPolicy.TryRead(policy, out int? seed) ? seed : throw range.Wrong($"{Name} has no choice '{policy}'; give {SeedPolicy.Allowed}");
}
