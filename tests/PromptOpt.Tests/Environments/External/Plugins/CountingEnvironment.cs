using System.Globalization;
using PromptOpt.Environments;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Environments.External.Plugins;

/// <summary>A plug-in: this test assembly is loaded a second time for it. Counts to its goal, and misbehaves on request.</summary>
public sealed class CountingEnvironment : IEnvironment
{
    private readonly int _goal;

    public CountingEnvironment(IReadOnlyDictionary<string, string> options)
    {
        if (!options.TryGetValue("goal", out string? goal)) throw new ArgumentException("the option 'goal' is missing");
        _goal = int.Parse(goal, CultureInfo.InvariantCulture);
    }

    public EnvironmentInfo Info => new() { Name = "counting", Identity = "counting 1", Violations = ["too-far"] };

    public ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken) => new(new Episode(_goal, (int)episode.Seed));

    public ValueTask DisposeAsync() => default;

    private sealed class Episode(int goal, int count) : IGuidedEpisode
    {
        private int _count = count;

        public EpisodeStart Start { get; } = new()
        {
            Observation = "at " + count.ToString(CultureInfo.InvariantCulture),
            Progress = count,
            Baseline = count,
            Bound = new(goal, BoundKind.Exact),
            StepLimit = 9,
        };

        public ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken)
        {
            if (reply == "throw") throw new InvalidOperationException("a bug of the plug-in");
            if (reply == "cancel") cancellationToken.ThrowIfCancellationRequested();
            _count++;
            return new(new StepResult { Observation = "at " + _count, Progress = reply == "nan" ? double.NaN : _count, IsSuccess = _count == goal });
        }

        public string? RandomLegalReply(SeededRandom random) => "go";

        public string? SuggestedReply() => throw new InvalidOperationException("no idea");

        public ValueTask DisposeAsync() => default;
    }
}
