using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>What lies near a configuration: where a search looks that has found a good one and wants to place its numbers.</summary>
internal static class Neighbourhood
{
    /// <summary>Half of the width that is left of a range of numbers, as a share of it.</summary>
    private const double Reach = 0.2;

    /// <summary>
    /// The knobs that count in a configuration, each with what lies near its value: numbers within a fifth of their range, ordered choices with the next ones on both sides, other choices all. What others count
    /// under, the prompt and its examples stay as they are.
    /// </summary>
    public static IReadOnlyList<KnobRange> Of(SearchSpace space, Configuration centre)
    {
        var parents = space.Parameters.Select(parameter => parameter.Condition?.Parent).ToHashSet();
        return
        [
            .. space.Parameters
                .Where(parameter => SearchSpace.Counts(parameter, centre) && parameter.Name is not (KnobSet.Prompt or KnobSet.Examples))
                .Where(parameter => parameter.Kind is not (ParameterKind.Categorical or ParameterKind.Boolean) || !parents.Contains(parameter.Name))
                .Select(parameter => Near(parameter, centre[parameter.Name]))
                .Where(range => range.Choices.Count != 1),
        ];
    }

    private static KnobRange Near(Parameter parameter, ParameterValue value)
    {
        if (parameter.IsNumeric)
        {
            double at = parameter.ToUnit(value);
            return new(parameter.Name)
            {
                Low = parameter.FromUnit(at - Reach).Number,
                High = parameter.FromUnit(at + Reach).Number,
                Step = parameter.Step,
            };
        }

        int index = parameter.Choices.ToList().IndexOf(value);
        return new(parameter.Name)
        {
            Choices = [.. parameter.Choices.Where((_, i) => parameter.Kind != ParameterKind.Ordinal || Math.Abs(i - index) <= 1).Select(choice => choice.ToString())],
        };
    }
}
