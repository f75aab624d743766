using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;
using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// Begins with few samples where cost has a limit (rule 1 of EcoOptiGen, Wang et al. 2023): a suggestion of more samples than are known to be affordable is tried with the next number above those that are. How tokens are
/// drawn does not matter, so what is known holds for all temperatures.
/// </summary>
internal static class CheapStart
{
    /// <summary>Who suggested a configuration that was made cheaper: its sampler did not, and must not take the outcome for its own. A start of a bracket stays the bracket's.</summary>
    public const string Source = "cheap-start";

    /// <summary>The suggestion, or a cheaper one in its place, and why; an empty text where it is left alone.</summary>
    /// <param name="suggested">What a sampler suggests.</param>
    /// <param name="asked">What the sampler saw.</param>
    /// <param name="space">What is tuned.</param>
    /// <param name="context">What is known.</param>
    public static (Suggestion Suggestion, string Note) Of(Suggestion suggested, SamplerContext asked, CandidateSpace space, ProposalContext context)
    {
        if (suggested.IsRung && !asked.IsNew(suggested.Configuration)) return (suggested, ""); // it goes on
        if (context.TooDear is not { } tooDear || suggested.Configuration.Find(KnobSet.Samples) is not { } wanted) return (suggested, "");
        int known = tooDear.MostKnownSamples(space.At(suggested.Configuration), context.History);
        var values = space.Space.Parameters.First(parameter => parameter.Name == KnobSet.Samples).All;
        var next = values.OrderBy(value => value.Number).FirstOrDefault(value => value.Number > known, wanted);
        var cheaper = suggested.Configuration.With(KnobSet.Samples, next);
        return wanted.Number > next.Number && space.Space.Allows(cheaper)
            ? (suggested.IsRung ? suggested with { Configuration = cheaper } : new(cheaper, Source), Invariant($"{next} samples in place of {wanted} that {suggested.Source} suggested: {known} is the most that is known to keep the limit on cost"))
            : (suggested, "");
    }
}
