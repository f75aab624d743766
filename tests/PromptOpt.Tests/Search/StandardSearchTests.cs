using System.Globalization;
using System.Text.Json;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Measured results in <c>results/</c> were made with the preset standard, so what it tries is fixed to the last draw.</summary>
public sealed class StandardSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    public async Task The_standard_preset_tries_what_it_has_always_tried(long seed, int levelTrials)
    {
        var options = new SessionOptions { Seed = seed, LevelTrials = levelTrials, ValidationRows = 24, WaveRows = 8 };
        using var store = SearchStudy.NewStore(new() { Trials = 24 }, options);
        await SearchStudy.Session(_folder, store, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
        Golden.Check(string.Create(CultureInfo.InvariantCulture, $"standard-search-{seed}-{levelTrials}.txt"), string.Concat(store.ReadTrials().Select(Line)));
    }

    private static string Line(Trial t) => string.Create(
        CultureInfo.InvariantCulture,
        $"{t.Number} {t.Level} {t.Operator} {t.Parent} {t.State} {t.Value:0.0000} {t.Rows} | {t.Change} | {JsonSerializer.Serialize(t.Candidate.Instruction)} {string.Join(' ', t.Candidate.Examples.Select(e => e.Id))}\n");
}
