using PromptOpt.Candidates;

namespace PromptOpt.Yaml;

/// <summary>Reads how many answers are drawn, how one is made of them, and how the model thinks before, from a mapping of a file.</summary>
internal static class AnswerLoopYaml
{
    /// <summary>Names of the keys.</summary>
    public const string SamplesKey = "samples", AggregationKey = "aggregation", ReasoningKey = "reasoning", StepsKey = "steps", PeriodKey = "planning_period";

    /// <summary>Samples a row; 1 where it is not given.</summary>
    public static int Samples(YamlMap map) => (int)(map.Whole(SamplesKey, 1, Candidate.MostSamples) ?? 1);

    /// <summary>How one answer is made of several; by majority where it is not given.</summary>
    public static Aggregation Aggregation(YamlMap map) => map.Choice<Aggregation>(AggregationKey) ?? Candidates.Aggregation.MajorityVote;

    /// <summary>The reasoning loop; null where it is not given.</summary>
    public static ReasoningLoop? Reasoning(YamlMap map)
    {
        if (map.Map(ReasoningKey) is not { } inner) return null;
        if (!inner.Has(StepsKey)) inner.Problem(StepsKey, "is missing; give the most steps of thought, such as 6");
        var loop = new ReasoningLoop
        {
            Steps = (int)(inner.Whole(StepsKey, 1, ReasoningLoop.Most) ?? 1),
            PlanningPeriod = (int)(inner.Whole(PeriodKey, 0, ReasoningLoop.Most) ?? 0),
        };
        inner.Done();
        return loop;
    }
}
