using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

/// <summary>A study in memory: several lanes ask before anybody tells, and others take part.</summary>
internal sealed class StudyLanes(SearchSpace space, ISampler sampler, Func<Configuration, double> valueAt)
{
    private readonly Queue<int> _running = new();

    public List<Observation> History { get; } = [];

    public ulong Seed { get; init; } = 1;

    public int Lanes { get; init; } = 1;

    /// <summary>Every so many trials fails; 0: none.</summary>
    public int FailsEvery { get; init; }

    /// <summary>Before every so many trials somebody else tries something; 0: nobody does.</summary>
    public int ForeignEvery { get; init; }

    /// <summary>What a sampler would be told now.</summary>
    public SamplerContext Context => new() { Space = space, History = [.. History], Number = History.Count + 1, Study = new(Seed) };

    /// <summary>Has the sampler suggest one after another; with each there are at most as many pending as there are lanes.</summary>
    public IEnumerable<Suggestion> Run(int trials)
    {
        for (int i = 1; i <= trials; i++)
        {
            if (ForeignEvery > 0 && i % ForeignEvery == 0) Tell(new(space.Draw(new SeededRandom(Seed).Fork((ulong)i)), "given"), pending: false);
            var suggestion = sampler.Suggest(Context);
            Tell(suggestion, pending: Lanes > 1);
            yield return suggestion;
        }
    }

    private void Tell(Suggestion suggestion, bool pending)
    {
        int number = History.Count + 1;
        History.Add(new() { Number = number, Configuration = suggestion.Configuration, Fidelity = suggestion.Fidelity, Source = suggestion.Source, State = ObservationState.Pending });
        if (!pending)
        {
            End(number);
            return;
        }

        _running.Enqueue(number);
        if (_running.Count >= Lanes) End(_running.Dequeue());
    }

    private void End(int number)
    {
        var begun = History[number - 1];
        History[number - 1] = FailsEvery > 0 && number % FailsEvery == 0
            ? begun with { State = ObservationState.Failed }
            : begun with { State = ObservationState.Complete, Value = valueAt(begun.Configuration) };
    }
}
