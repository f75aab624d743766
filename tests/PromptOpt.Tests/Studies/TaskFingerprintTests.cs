using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Studies;

public sealed class TaskFingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_of_a_prompt_changes_it_and_one_of_the_feedback_rules_does_not()
    {
        _folder.Write("task/task.yaml", "name: t");
        _folder.Write("prompts/rewrite.txt", "one");
        string before = Compute();
        _folder.Write("task/feedback.yaml", "rules: []");
        Assert.Equal(before, Compute());
        _folder.Write("prompts/rewrite.txt", "two");
        Assert.NotEqual(before, Compute());
    }

    [Theory]
    [InlineData("task", "loop.yaml", "loop.yaml")]
    [InlineData("prompts", "dangling.txt", "nowhere")]
    [InlineData("prompts", "back", ".")]
    public void A_link_that_leads_nowhere_or_back_is_bad_input_that_names_its_folder(string folder, string link, string target)
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        _folder.Write("task/task.yaml", "name: t");
        _folder.Write("prompts/rewrite.txt", "one");
        File.CreateSymbolicLink(_folder.File($"{folder}/{link}"), target);
        var error = Assert.Throws<BadInputException>(Compute);
        Assert.StartsWith(_folder.File(folder), error.Message, StringComparison.Ordinal);
        Assert.Contains(link, error.Message, StringComparison.Ordinal);
    }

    private string Compute() => TaskFingerprint.Compute(ToyTask.Spec(_folder.File("task")), ToyTask.Data(validation: 10), _folder.File("prompts"));
}
