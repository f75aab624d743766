using PromptOpt.Search;

namespace PromptOpt.Tests.Search;

public sealed class PromptLibraryTests
{
    [Fact]
    public void The_shipped_prompts_load_and_fill()
    {
        var prompt = PromptLibrary.Load(RepositoryFolder.File("prompts"))
            .Fill("paraphrase", new Dictionary<string, string> { ["task"] = "T", ["prompt"] = "use {{input}} here" });
        Assert.Equal(2, prompt.Messages.Count);
        Assert.Contains("use {{input}} here", prompt.Messages[1].Text);
        Assert.DoesNotContain("{{prompt}}", prompt.Messages[1].Text);
        Assert.DoesNotContain("#", prompt.Messages[0].Text);
    }

    [Theory]
    [InlineData("paraphrase.txt", "hello {{task}} {{prompt}}", "a line '---'")]
    [InlineData("paraphrase.txt", "hello\n---\n{{task}}", "{{prompt}} is missing")]
    [InlineData("paraphrase.txt", "hello\n---\n{{task}} {{prompt}} {{model}}", "unknown placeholder {{model}}")]
    [InlineData("snippets.txt", "# only a comment", "empty")]
    [InlineData("snippets.txt", null, "file not found")]
    [InlineData("chain-of-thought.txt", "Think step by step.", "must ask for a line that begins with 'Answer:'")]
    public void A_broken_file_is_named_with_what_is_wrong(string file, string? text, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(RepositoryFolder.File("prompts"))) File.Copy(path, folder.File(Path.GetFileName(path)));
        if (text is null) File.Delete(folder.File(file));
        else File.WriteAllText(folder.File(file), text);
        var error = Assert.Throws<BadInputException>(() => PromptLibrary.Load(folder.Path));
        Assert.StartsWith(folder.File(file), error.Message);
        Assert.Contains(expected, error.Message);
    }
}
