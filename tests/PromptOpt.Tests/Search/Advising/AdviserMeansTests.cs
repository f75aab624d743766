using PromptOpt.Search.Advising;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Advising;

public sealed class AdviserMeansTests : IDisposable
{
    private readonly MemoryStudyStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void One_more_trial_as_dear_as_the_dearest_must_keep_the_share()
    {
        Save(1, Phase.Validation, tokens: 700);
        Save(2, Phase.Propose, tokens: 40, "adviser: candidates");
        Save(2, Phase.Propose, tokens: 60, "adviser: scores", index: 1);
        Save(2, Phase.Validation, tokens: 100);
        var means = new AdviserMeans(_store);
        Assert.True(means.Suffice(3, 0.2)); // 200 of 1000
        Assert.False(means.Suffice(3, 0.19));

        Save(3, Phase.Propose, tokens: 30, "adviser: candidates");
        Assert.True(means.Suffice(3, 0.2)); // the trial's own calls do not count yet
        Assert.False(means.Suffice(4, 0.2)); // 230 of 1030
        Save(1, Phase.Validation, tokens: 120, index: 1); // a contender's rows
        Assert.True(means.Suffice(4, 0.2));
    }

    [Fact]
    public void A_later_session_decides_alike_from_what_is_stored()
    {
        var means = new AdviserMeans(_store);
        for (int trial = 1; trial <= 12; trial++)
        {
            Assert.Equal(new AdviserMeans(_store).Suffice(trial, 0.25), means.Suffice(trial, 0.25));
            if (trial % 3 > 0) Save(trial, Phase.Propose, tokens: 10 * trial, "adviser: scores");
            Save(trial, Phase.Validation, tokens: 90);
            if (trial % 4 == 0) Save(1, Phase.Validation, tokens: 90, index: trial);
        }

        bool last = means.Suffice(13, 0.25);
        Save(1, Phase.Test, tokens: 50_000); // the next session may find a part of the test
        Assert.Equal(last, new AdviserMeans(_store).Suffice(13, 0.25));
    }

    private void Save(int trial, Phase phase, int tokens, string purpose = "", int index = 0) => _store.SaveWave(new()
    {
        Key = new(trial, phase, index),
        Rollouts = [new() { Position = 0, Output = "", Input = purpose, PromptTokens = tokens, OutputTokens = 0 }],
    });
}
