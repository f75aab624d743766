using System.Text.Json;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class FinalTestResumeTests : IDisposable
{
    private const int TestCalls = 2 * 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TestCalls)] // before the first row
    [InlineData(80)]
    [InlineData(50)]
    [InlineData(20)]
    public async Task A_study_that_was_broken_off_in_its_final_test_gives_what_is_left_to_the_test(int callsToGo)
    {
        using var whole = NewStore();
        var model = ToyTask.CapriciousModel();
        var expected = await SearchStudy.Session(_folder, whole, model).RunAsync(CancellationToken.None);
        Assert.Equal((60, model.Calls), (expected.TestRows, (int)expected.Spending.Calls));

        using var store = NewStore();
        await BreakOff.AtCallAsync(model.Calls - callsToGo + 1, (beforeCall, stop) => SearchStudy.Session(_folder, store, ToyTask.CapriciousModel(beforeCall)).RunAsync(stop));
        var outcome = await SearchStudy.Session(_folder, store, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);

        Assert.Equal(Text(whole.ReadTrials()), Text(store.ReadTrials()));
        Assert.Equal((expected.Verdict, expected.Difference, 60, expected.Spending), (outcome.Verdict, outcome.Difference, outcome.TestRows, outcome.Spending));
    }

    /// <summary>Not enough calls for all validation rows of the contenders.</summary>
    private static MemoryStudyStore NewStore() => SearchStudy.NewStore(new() { Calls = 700 }, new() { ValidationRows = 20, TrainRows = 8 });

    private static string Text(IReadOnlyList<Trial> trials) => JsonSerializer.Serialize(trials);
}
