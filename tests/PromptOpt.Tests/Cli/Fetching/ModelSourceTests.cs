using PromptOpt.Cli.Fetching;

namespace PromptOpt.Tests.Cli.Fetching;

public sealed class ModelSourceTests
{
    [Theory]
    [InlineData("hf:ggml-org/tiny/model.gguf", "https://huggingface.co/ggml-org/tiny/resolve/main/model.gguf", "model.gguf", true)]
    [InlineData("hf:o/r@v1.0/q4/model Q4.gguf", "https://huggingface.co/o/r/resolve/v1.0/q4/model%20Q4.gguf", "model Q4.gguf", true)]
    [InlineData("hf:o/r@refs%2Fpr%2F1/m.gguf", "https://huggingface.co/o/r/resolve/refs%2Fpr%2F1/m.gguf", "m.gguf", true)]
    [InlineData("https://huggingface.co/o/r/blob/main/m.gguf", "https://huggingface.co/o/r/resolve/main/m.gguf", "m.gguf", true)]
    [InlineData("https://huggingface.co/o/r/resolve/main/m.gguf?download=true", "https://huggingface.co/o/r/resolve/main/m.gguf?download=true", "m.gguf", true)]
    [InlineData("http://example.org/a/m.gguf", "http://example.org/a/m.gguf", "m.gguf", false)]
    [InlineData("http://huggingface.co/o/r/blob/main/m.gguf", "http://huggingface.co/o/r/blob/main/m.gguf", "m.gguf", false)]
    public void A_source_is_an_address_or_a_file_of_hugging_face(string text, string address, string name, bool isOnHub)
    {
        var source = ModelSource.Parse(text, _ => null);
        Assert.Equal((address, name, isOnHub), (source.Address.AbsoluteUri, source.FileName, source.IsOnHub));
    }

    [Fact]
    public void A_mirror_takes_the_place_of_hugging_face()
    {
        var source = ModelSource.Parse("hf:o/r/m.gguf", name => name == "HF_ENDPOINT" ? "https://mirror.example/hub/" : null);
        Assert.Equal("https://mirror.example/hub/o/r/resolve/main/m.gguf", source.Address.AbsoluteUri);
        Assert.True(source.IsOnHub);
        Assert.False(ModelSource.Parse("https://huggingface.co/o/r/resolve/main/m.gguf", _ => "https://mirror.example").IsOnHub);
    }

    [Theory]
    [InlineData("hf:owner/repo")]
    [InlineData("hf:owner//m.gguf")]
    [InlineData("hf:owner/repo@/m.gguf")]
    [InlineData("hf:owner/../m.gguf")]
    [InlineData("m.gguf")]
    [InlineData("ftp://example.org/m.gguf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void Anything_else_is_refused_with_the_forms_there_are(string text) =>
        Assert.Contains("hf:OWNER/REPO/FILE.gguf", Assert.Throws<BadInputException>(() => ModelSource.Parse(text, _ => null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://mirror.example/npm\n", "https://mirror.example/npm/")]
    [InlineData("https://mirror.example/npm/", "https://mirror.example/npm/")]
    [InlineData("undefined", "https://registry.npmjs.org/")]
    [InlineData("", "https://registry.npmjs.org/")]
    public void The_registry_is_the_one_of_npm_or_the_public_one(string answer, string registry) =>
        Assert.Equal(registry, NpmRegistry.Read(answer).AbsoluteUri);
}
