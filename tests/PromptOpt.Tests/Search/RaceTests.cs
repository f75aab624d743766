using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class RaceTests
{
    [Fact]
    public void Train_rows_are_paired_by_example_and_validation_rows_by_order()
    {
        Wave[] trial = [Wave(2, Phase.Train, ("b", 1), ("c", 0), ("d", 1))];
        Wave[] incumbent = [Wave(1, Phase.Train, ("a", 1), ("b", 0), ("c", 1)), Wave(1, Phase.Validation, ("v", 1), ("w", 0))];
        var race = Race.Between(trial, incumbent, 5);
        var pruner = new RecordingPruner();
        race.ShouldStop(pruner, [0.5]);

        Assert.Equal(2, race.SharedTrainRows);
        Assert.Equal([1, 0, 0.5], pruner.Candidate);
        Assert.Equal([0, 1, 1, 0], pruner.Incumbent);
        Assert.Equal(7, pruner.Planned);
    }

    private static Wave Wave(int trial, Phase phase, params (string Id, double Score)[] rows) => new()
    {
        Key = new(trial, phase, 0),
        Rollouts = rows.Select((row, i) => new Rollout
        {
            Position = i,
            ExampleId = row.Id,
            Score = row.Score,
            Output = "",
            PromptTokens = 1,
            OutputTokens = 1,
        }).ToArray(),
    };

    private sealed class RecordingPruner : IPruner
    {
        public IReadOnlyList<double> Candidate { get; private set; } = [];

        public IReadOnlyList<double> Incumbent { get; private set; } = [];

        public int Planned { get; private set; }

        public bool ShouldStop(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows)
        {
            (Candidate, Incumbent, Planned) = (candidate, incumbent, plannedRows);
            return false;
        }
    }
}
