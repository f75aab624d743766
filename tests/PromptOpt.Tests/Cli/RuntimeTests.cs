using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Tests.Cli;

public sealed class RuntimeTests : IDisposable
{
    private static readonly RuntimePackage Cpu = RuntimeCatalog.Find(RuntimeKind.Cpu);
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Runtimes_are_listed_installed_or_not()
    {
        Install();
        Assert.Equal(0, await _cli.RunAsync("runtime list"));
        var lines = _cli.Out.ToString().Split('\n');
        Assert.Contains(lines, line => line.StartsWith("cpu", StringComparison.Ordinal) && line.EndsWith(Path.Combine(Cpu.Version, Cpu.Name), StringComparison.Ordinal));
        Assert.Equal(RuntimeCatalog.For().Count - 1, lines.Count(line => line.Contains("not installed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_installed_is_not_fetched_again()
    {
        Install();
        _cli.Backend = _cli.Backend with { FindRegistry = _ => Task.FromResult(new Uri("http://127.0.0.1:1/")) };
        Assert.Equal(0, await _cli.RunAsync("runtime install cpu"));
        Assert.Contains("cpu is installed already", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_cannot_be_reached_is_not_named()
    {
        _cli.Backend = _cli.Backend with { FindRegistry = _ => Task.FromResult(new Uri("http://127.0.0.1:1/")) };
        Assert.Equal(1, await _cli.RunAsync("runtime install cpu"));
        Assert.Contains("no answer from the server", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_is_removed()
    {
        Install();
        Assert.Equal(0, await _cli.RunAsync("runtime remove cpu"));
        Assert.StartsWith("removed cpu", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("runtime remove cpu"));
    }

    private void Install()
    {
        var folder = Directory.CreateDirectory(_cli.Backend.Runtimes.Folder(Cpu)).FullName;
        File.WriteAllText(Path.Combine(folder, Cpu.Library), "library");
    }
}
