using PromptOpt.LlamaCpp;

namespace PromptOpt.Tests.Cli;

public sealed class DoctorTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_is_missing_is_told_with_a_remedy_and_ends_with_1()
    {
        _cli.Backend = _cli.Backend with { InspectNative = () => throw new PromptOptException("no library in /nowhere") };
        Assert.Equal(1, await _cli.RunAsync("doctor"));
        var text = _cli.Out.ToString();
        Assert.Contains("MISSING  native library  no library in /nowhere", text, StringComparison.Ordinal);
        Assert.Contains("PROMPTOPT_LLAMA_DIR", text, StringComparison.Ordinal);
        Assert.Contains("git checkout models/", text, StringComparison.Ordinal); // the fixture's model is an empty file
        Assert.EndsWith("2 missing\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_are_listed_with_their_memory()
    {
        _cli.Backend = _cli.Backend with { InspectNative = () => new NativeReport("/lib", "llama.cpp 0.4.0", "haswell", [new NativeDevice("CPU", "some processor", 3_000_000_000, 8_000_000_000)]) };
        await _cli.RunAsync("doctor");
        Assert.Contains("some processor, 3.0 GB of 8.0 GB free", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.EnumerateFiles(Path.Combine(_cli.Root, "results")).Any());
    }

    [Fact]
    public async Task Runtimes_are_listed_and_an_unusable_one_is_a_note()
    {
        _cli.Backend = _cli.Backend with
        {
            InspectNative = () => new NativeReport("/lib", "llama.cpp 0.4.0", "haswell", [])
            {
                Runtimes = [new("vulkan", "/cache/vulkan", 78_000_000, null), new("cuda", "/cache/cuda", 182_000_000, "it needs libcuda.so.1; install the driver")],
            },
        };
        await _cli.RunAsync("doctor");
        var text = _cli.Out.ToString();
        Assert.Matches("ok +runtime vulkan +78 MB in /cache/vulkan", text);
        Assert.Matches("note +runtime cuda +182 MB in /cache/cuda\\n +-> it needs libcuda.so.1; install the driver", text);
        Assert.EndsWith("1 missing\n", text, StringComparison.Ordinal); // the fixture's model, not the runtime
    }
}
