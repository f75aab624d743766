using PromptOpt.Candidates;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>Whether a knob can be turned over the whole of a range of numbers. What could not would be found out by a trial that fails, or by nobody.</summary>
internal static class RangeCheck
{
    /// <summary>What is wrong with a range, the name first; null if nothing is.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="parameter">Its parameter in the range.</param>
    /// <param name="context">What the knob may look at.</param>
    public static string? Problem(Knob knob, Parameter parameter, KnobContext context)
    {
        if (!parameter.IsNumeric) return null;
        double[] ends = [parameter.Low, parameter.High];
        if (parameter.Kind == ParameterKind.Whole && ends.Any(end => Math.Abs(end) > int.MaxValue))
            return FormattableString.Invariant($"{knob.Name}: must be at most {int.MaxValue}, but goes from {parameter.Low} to {parameter.High}");
        if (parameter.Kind == ParameterKind.Whole && ends.Append(parameter.Step ?? 1).Any(number => number != Math.Floor(number)))
            return $"{knob.Name}: low, high and step of a whole number must be whole"; // before a range that leaves the default out is widened
        if (ends.SelectMany(end => Problems(knob.Set(context.Base, end, context))).FirstOrDefault() is { } problem)
            return $"{knob.Name}: both ends {problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..]}"; // it names the field first
        bool hasRoom = parameter.Low < parameter.High;
        return hasRoom && parameter.Step > parameter.High - parameter.Low
            ? FormattableString.Invariant($"{knob.Name}: the step {parameter.Step} is larger than the range from {parameter.Low} to {parameter.High}; give a smaller one, or none")
            : null;
    }

    private static IEnumerable<string> Problems(Candidate candidate) => candidate.Decoding.Problems().Concat(candidate.Reasoning?.Problems() ?? []);
}
