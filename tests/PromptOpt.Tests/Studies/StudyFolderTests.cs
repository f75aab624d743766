using PromptOpt.Studies;

namespace PromptOpt.Tests.Studies;

public sealed class StudyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\n")]
    public void A_name_that_could_leave_the_folder_or_needs_quoting_is_refused(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<BadInputException>(() => new StudyFolder(_folder.Path, name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Places_are_below_the_folder_of_the_study()
    {
        var study = new StudyFolder(_folder.Path, "S_1.b-2");
        Assert.Equal(_folder.File("S_1.b-2/study.db"), study.Database);
        Assert.Equal(_folder.File("S_1.b-2/best.yaml"), study.BestYaml);
        Assert.Equal(_folder.File("test-uses.jsonl"), study.TestLedger);
    }

    [Fact]
    public void Studies_are_the_folders_with_a_database()
    {
        foreach (var name in new[] { "b", "a", "empty", "not a name" }) Directory.CreateDirectory(_folder.File(name));
        foreach (var name in new[] { "b", "a", "not a name" }) File.WriteAllText(_folder.File($"{name}/study.db"), "");
        Assert.Equal(["a", "b"], StudyFolder.List(_folder.Path).Select(s => s.Name));
        Assert.Empty(StudyFolder.List(_folder.File("none")));
    }
}
