using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;
using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// Begins with few samples where answers have a limit on cost (rule 1 of EcoOptiGen, Wang et al. 2023): a suggestion of more samples than are known to be affordable is tried with the next number above those that are. Cost does not depend on how tokens are drawn,
/// so the numbers that are known hold for all temperatures.
/// </summary>
internal static class CheapStart
{
    private const string Samples = "samples";

    /// <summary>The configuration to try, and why it is not the one suggested; an empty text where it is.</summary>
    /// <param name="suggested">What a sampler suggests.</param>
    /// <param name="space">What is tuned.</param>
    /// <param name="context">What is known.</param>
    public static (Configuration Configuration, string Note) Of(Configuration suggested, CandidateSpace space, ProposalContext context)
    {
        if (context.TooDear is not { } tooDear || suggested.Find(Samples) is not { } wanted) return (suggested, "");
        int known = tooDear.MostKnownSamples(space.At(suggested), context.History);
        var parameter = space.Space.Parameters.First(one => one.Name == Samples);
        var next = parameter.All.OrderBy(value => value.Number).FirstOrDefault(value => value.Number > known, wanted);
        if (wanted.Number <= next.Number) return (suggested, "");
        var cheaper = suggested.With(Samples, next);
        if (!space.Space.Allows(cheaper)) return (suggested, "");
        return (cheaper, Invariant($"{next} samples in place of {wanted}: {known} is the most that is known to keep the limit on cost"));
    }
}
