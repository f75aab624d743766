using PromptOpt.Cli;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.Search;

namespace PromptOpt.Tests.Cli;

public sealed class ModelRolesTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly List<string> _opened = [];
    private SessionInputs? _inputs;

    public ModelRolesTests()
    {
        foreach (var name in new[] { "big.gguf", "other.gguf" }) File.WriteAllText(Path.Combine(_cli.Root, "models", name), "");
        _cli.Backend = _cli.Backend with { OpenModel = (options, _, _) => Task.FromResult<ILanguageModel>(Open(options)) };
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task One_file_is_opened_once_and_does_everything()
    {
        Stop(after: int.MaxValue);
        Assert.Equal(0, await _cli.RunAsync("optimize intents --solver big.gguf --writer big.gguf"));
        Assert.Equal(["big.gguf"], _opened);
        Assert.Same(_inputs!.Models.Solver, _inputs.Models.Writer);
        Assert.Same(_inputs.Models.Solver, _inputs.Models.Summarizer);
    }

    [Fact]
    public async Task Another_model_writes_and_sums_up_and_a_resumed_study_wants_the_same_one()
    {
        Stop(after: 1);
        Assert.NotEqual(0, await _cli.RunAsync("optimize intents --study mine --writer big.gguf"));
        Assert.Equal([Locations.DefaultModelFile, "big.gguf"], _opened);
        Assert.Equal("big.gguf", _inputs!.Models.Summarizer.Info.Identity);
        Assert.Equal(Locations.DefaultModelFile, _inputs.Models.Solver.Info.Identity);

        Assert.Equal(2, await _cli.RunAsync("resume mine --writer other.gguf"));
        Assert.Contains("was begun with another summarizer (SHA-256 big.gguf); give that file with --summarizer", _cli.Error.ToString(), StringComparison.Ordinal);
        Stop(after: int.MaxValue);
        Assert.Equal(0, await _cli.RunAsync("resume mine"));
        Assert.Equal("big.gguf", _inputs.Models.Writer.Info.Identity);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_with_its_option()
    {
        Assert.Equal(2, await _cli.RunAsync("optimize intents --writer bug.gguf"));
        Assert.Contains("--writer: there is no file", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("big.gguf", _cli.Error.ToString(), StringComparison.Ordinal); // the nearest name
    }

    private void Stop(int after) => _cli.Backend = _cli.Backend with
    {
        CreateSession = inputs =>
        {
            _inputs = inputs;
            return new FakeSession(inputs) { BeforeTrial = (number, _) => number > after ? throw new OperationCanceledException() : Task.CompletedTask };
        },
    };

    private FakeModel Open(LlamaOptions options)
    {
        string name = Path.GetFileName(options.ModelPath);
        _opened.Add(name);
        return new FakeModel { Info = new FakeModel().Info with { Identity = name } };
    }
}
