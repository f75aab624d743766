using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

public sealed class ObservationOrderTests
{
    [Fact]
    public void Kept_constraints_come_before_values_and_values_before_failures()
    {
        Observation[] given =
        [
            Seen(1) with { State = ObservationState.Failed },
            Seen(2) with { State = ObservationState.Pending, Value = 9 },
            Seen(3) with { Value = 8, Violation = 2 },
            Seen(4) with { Value = 1 },
            Seen(5) with { Value = 7, Violation = 1 },
            Seen(6) with { Value = 3 },
            Seen(7) with { Value = 1 },
        ];

        Assert.Equal([6, 4, 7, 5, 3, 1], ObservationOrder.BestFirst(given).Select(o => o.Number));
        Assert.True(ObservationOrder.IsBetter(given[5], given[3]));
        Assert.False(ObservationOrder.IsBetter(given[3], given[6]));
    }

    private static Observation Seen(int number) => new() { Number = number, Configuration = new Configuration([]) };
}
