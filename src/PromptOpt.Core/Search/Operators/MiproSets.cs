using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Example sets as MIPROv2 makes them (Opsahl-Ong et al. 2024): the first has none, the second random train rows, the third the first train rows that the
/// parent answered rightly, the others a random number of random ones of these.</summary>
internal static class MiproSets
{
    private const int MostExamples = 4;

    /// <summary>Train rows that the parent answered rightly.</summary>
    public static IReadOnlyList<Example> Right(ProposalContext context)
    {
        var right = context.Rollouts.Where(rollout => rollout.Score >= 1).Select(rollout => rollout.ExampleId).ToHashSet();
        return [.. context.Train.Where(row => right.Contains(row.Id))];
    }

    /// <summary>Sets that can be made: few where few rows were answered rightly.</summary>
    /// <param name="right">Number of rows that were.</param>
    /// <param name="most">Sets that are wanted.</param>
    public static int Possible(int right, int most) => Math.Min(most, 2 + right * right);

    /// <summary>The next set.</summary>
    /// <param name="existing">Number of sets there are, at least 1.</param>
    /// <param name="right">Train rows that the parent answered rightly.</param>
    /// <param name="context">Train rows and randomness.</param>
    public static IReadOnlyList<Example> Make(int existing, IReadOnlyList<Example> right, ProposalContext context) => existing switch
    {
        1 => ExampleDraw.Some(context.Train, MostExamples, context.Random),
        2 => [.. right.Take(MostExamples)],
        _ => ExampleDraw.Some(right, 1 + context.Random.Next(MostExamples), context.Random),
    };
}
