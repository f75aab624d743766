using System.Text.Json;
using PromptOpt.Tests.Downloads;
using PromptOpt.Tests.LlamaCpp.Files;

namespace PromptOpt.Tests.Cli;

public sealed class ModelsPullTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly FileHost _host = new(GgufFileTests.Gguf(weights: 64));

    public void Dispose()
    {
        _host.Dispose();
        _cli.Dispose();
    }

    private string Models => Path.Combine(_cli.Root, "models");

    [Fact]
    public async Task A_model_is_pulled_into_the_models_folder_and_found_by_name()
    {
        Assert.Equal(0, await _cli.RunAsync($"models pull {_host.Address} --sha256 {_host.Sha256}"));
        Golden.Check("pull.txt", _cli.Masked(_cli.Out));
        Golden.Check("pull-progress.txt", _cli.Masked(_cli.Error));
        Assert.Equal(0, await _cli.RunAsync("models info model.gguf"));
        Assert.Equal(0, await _cli.RunAsync($"models pull {_host.Address} --sha256 {_host.Sha256}"));
        Assert.Contains("it is there already", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Single(_host.Requests);
    }

    [Fact]
    public async Task A_file_of_hugging_face_is_checked_against_its_checksum_with_the_token_of_the_user()
    {
        _cli.Variables["HF_ENDPOINT"] = _host.Address.GetLeftPart(UriPartial.Authority);
        _cli.Variables["HF_TOKEN"] = "hf_secret";
        _host.Headers.Add($"X-Linked-Etag: \"{_host.Sha256}\"");
        Assert.Equal(0, await _cli.RunAsync("models pull hf:owner/repo@v2/sub/tiny.gguf --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(Path.Combine(Models, "tiny.gguf"), json.RootElement.GetProperty("path").GetString());
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
        Assert.Contains("GET /owner/repo/resolve/v2/sub/tiny.gguf", _host.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Bearer hf_secret", _host.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hf_secret", _cli.Error.ToString() + _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_hugging_face_goes_nowhere_else()
    {
        _cli.Variables["HF_TOKEN"] = "hf_secret";
        Assert.Equal(0, await _cli.RunAsync($"models pull {_host.Address} --quiet"));
        Assert.DoesNotContain("hf_secret", _host.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, 2, "HF_TOKEN")]
    [InlineData(404, 2, "There is no http://127.0.0.1")]
    [InlineData(503, 1, "Run the same command again later")]
    public async Task A_refusal_is_told_with_what_to_do(int status, int code, string message)
    {
        _cli.Variables["HF_ENDPOINT"] = _host.Address.GetLeftPart(UriPartial.Authority);
        _host.Refusals.Enqueue(status);
        Assert.Equal(code, await _cli.RunAsync("models pull hf:owner/repo/tiny.gguf"));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_page_instead_of_a_model_is_refused_and_not_kept()
    {
        _host.Content = "<!DOCTYPE html><html>Please log in</html>"u8.ToArray();
        Assert.Equal(2, await _cli.RunAsync($"models pull {_host.Address}"));
        Assert.Contains("what 127.0.0.1 sent is no usable model", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.EnumerateFiles(Models, "model.gguf*").Any());
    }

    [Fact]
    public async Task A_model_that_is_cut_off_at_its_source_is_refused()
    {
        _host.Content = _host.Content[..^1];
        Assert.Equal(2, await _cli.RunAsync($"models pull {_host.Address}"));
        Assert.Contains("is cut off", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output other.gguf", "other.gguf")]
    [InlineData("--output new/", "new/model.gguf")]
    [InlineData("--output tasks", "tasks/model.gguf")]
    public async Task The_file_goes_where_the_user_wants_it(string option, string path)
    {
        Assert.Equal(0, await _cli.RunAsync($"models pull {_host.Address} {option} --quiet"));
        Assert.True(File.Exists(Path.Combine(_cli.Root, path)));
    }

    [Theory]
    [InlineData("models pull nonsense", "SOURCE: 'nonsense' is no address")]
    [InlineData("models pull http://127.0.0.1/", "no file name that ends with .gguf")]
    [InlineData("models pull http://127.0.0.1/m.gguf --sha256 12", "--sha256: must be 64 hex digits, but is '12'")]
    [InlineData("models pull", "SOURCE")]
    [InlineData("runtime install rocm", "KIND: must be one of cpu, cuda, cuda12, vulkan, but is 'rocm'")]
    [InlineData("runtime remove cuda", "no runtime 'cuda' is installed")]
    [InlineData("runtime", "needs one of: install, list, remove")]
    public async Task A_wrong_command_line_ends_with_2(string line, string message)
    {
        Assert.Equal(2, await _cli.RunAsync(line));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_stop_says_that_the_same_command_goes_on()
    {
        _host.IsSilent = true;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Equal(130, await _cli.RunAsync($"models pull {_host.Address}", stop.Token));
        Assert.Contains("stopped; go on with: the same command", _cli.Error.ToString(), StringComparison.Ordinal);
    }
}
