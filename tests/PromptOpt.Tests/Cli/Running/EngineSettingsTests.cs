using PromptOpt.Cli.Running;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Tests.Cli.Running;

public sealed class EngineSettingsTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_settings_of_a_study_are_kept_and_given_to_the_engine_on_resuming()
    {
        var opened = new List<LlamaOptions>();
        _cli.Backend = _cli.Backend with
        {
            OpenModel = (options, _, _) =>
            {
                opened.Add(options);
                return Task.FromResult<LanguageModels.ILanguageModel>(new FakeModel());
            },
            CreateSession = parts => new FakeSession(parts) { BeforeTrial = (_, _) => throw new PromptOptException("stopped") },
        };
        await _cli.RunAsync("optimize intents --study mine --device cuda --gpu-layers 12 --tensor-split 3,1.5 --split-mode layer --kv-type q8_0 --flash-attention on");
        await _cli.RunAsync("resume mine");
        await _cli.RunAsync("resume mine --device cpu");
        Assert.Equal([LlamaDevice.Cuda, LlamaDevice.Cuda, LlamaDevice.Cpu], opened.Select(o => o.Device));
        Assert.All(opened[..2], o => Assert.Equal((12, LlamaSplitMode.Layer), (o.GpuLayers, o.SplitMode)));
        Assert.All(opened[..2], o => Assert.Equal([3, 1.5], o.TensorSplit));
        Assert.All(opened, o => Assert.Equal(("q8_0", LlamaFlashAttention.On), (o.KvType.Name, o.FlashAttention)));
        Assert.All(opened, o => Assert.Empty(o.Problems()));
        Assert.All(opened, o => Assert.NotNull(o.Note));
    }

    [Fact]
    public void Settings_come_back_from_their_file_as_they_were()
    {
        var settings = new EngineSettings
        {
            Parallel = 3,
            Threads = 2,
            Context = 128,
            Device = "vulkan",
            GpuLayers = 4,
            MainGpu = 1,
            SplitMode = "none",
            TensorSplit = [1, 2],
            KvType = "q4_0",
            FlashAttention = "auto",
        };
        settings.Save(_cli.Root);
        var loaded = EngineSettings.Load(_cli.Root);
        Assert.Equal(settings.TensorSplit, loaded.TensorSplit);
        Assert.Equal(settings with { TensorSplit = null }, loaded with { TensorSplit = null });
    }

    [Fact]
    public void Settings_of_an_earlier_version_are_the_defaults_of_what_they_lack()
    {
        File.WriteAllText(Path.Combine(_cli.Root, "engine.json"), """{ "threads": 2, "device": "auto" }""");
        var options = EngineSettings.Load(_cli.Root).For("model.gguf");
        Assert.Equal((2, LlamaDevice.Auto, KvType.F16, LlamaFlashAttention.Auto), (options.Threads, options.Device, options.KvType, options.FlashAttention));
        Assert.Empty(options.Problems());
    }

    [Theory]
    [InlineData("""{ "device": "gpu" }""", "device must be one of auto, cpu, cuda, vulkan, metal, but is 'gpu'")]
    [InlineData("""{ "kvType": "q9" }""", "kvType must be one of f16")]
    [InlineData("""{ "splitMode": "row" }""", "splitMode must be one of none, layer, but is 'row'")]
    [InlineData("""{ "flashAttention": "7" }""", "flashAttention must be one of")]
    public void A_word_that_was_edited_to_nonsense_is_told(string json, string message)
    {
        File.WriteAllText(Path.Combine(_cli.Root, "engine.json"), json);
        Assert.Contains(message, Assert.Throws<BadInputException>(() => EngineSettings.Load(_cli.Root).For("model.gguf")).Message, StringComparison.Ordinal);
    }
}
