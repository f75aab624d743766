using System.Buffers.Binary;
using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.IntegrationTests.LlamaCpp;

/// <summary>Opening fails in words, and the process and the open model survive every failure.</summary>
[Collection(nameof(ModelTests))]
public sealed class OpeningTests(DefaultModel fixture) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("promptopt-").FullName;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        Assert.NotEmpty((await fixture.Model.GenerateAsync(DefaultModel.Generate("Hello", tokens: 2))).Text);
    }

    [Fact]
    public Task A_missing_file_is_refused() => AssertFileProblem(ModelFileProblem.Missing, Path.Combine(folder, "none.gguf"));

    [Fact]
    public Task Another_kind_of_file_is_refused() => AssertFileProblem(ModelFileProblem.NotGguf, Write("text.gguf", "not a model"u8.ToArray()));

    [Fact]
    public Task A_truncated_model_is_refused() => AssertFileProblem(ModelFileProblem.Truncated, Write("cut.gguf", ModelBytes()[..50_000_000]));

    [Fact]
    public async Task An_unknown_architecture_is_refused_with_the_native_cause()
    {
        var bytes = ModelBytes();
        var key = "general.architecture"u8.ToArray();
        var value = bytes.AsSpan().IndexOf(key) + key.Length + sizeof(int) + sizeof(long);
        "lluma"u8.CopyTo(bytes.AsSpan(value));
        var exception = await AssertFileProblem(ModelFileProblem.UnsupportedArchitecture, Write("arch.gguf", bytes));
        Assert.Contains("lluma", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_model_without_a_vocabulary_is_refused_before_it_ends_the_process()
    {
        var bytes = ModelBytes();
        var key = "tokenizer.ggml.model"u8.ToArray();
        "none"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(key) + key.Length + sizeof(int) + sizeof(long)));
        return AssertFileProblem(ModelFileProblem.UnsupportedArchitecture, Write("words.gguf", bytes));
    }

    [Fact]
    public Task A_model_without_layers_is_refused_before_it_ends_the_process() =>
        AssertFileProblem(ModelFileProblem.Unloadable, ModelWithLayers(0));

    [Fact]
    public async Task Damaged_weights_are_noticed()
    {
        var bytes = ModelBytes();
        bytes.AsSpan()[^1_000_000..].Fill(0xFF);
        var exception = await AssertFileProblem(ModelFileProblem.Unloadable, Write("damaged.gguf", bytes));
        Assert.Contains("NaN", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_llama_cpp_refuses_is_reported_with_its_first_error()
    {
        var bytes = ModelBytes();
        bytes.AsSpan(bytes.AsSpan().IndexOf("output_norm.weight"u8)).Slice(0, 6).Fill((byte)'x');
        var lines = new List<string>();
        var options = DefaultModel.Options with { ModelPath = Write("tensor.gguf", bytes), Log = (_, line) => { lock (lines) lines.Add(line); } };
        var exception = await Assert.ThrowsAsync<ModelFileException>(() => LlamaLanguageModel.OpenAsync(options));
        Assert.Equal(ModelFileProblem.Unloadable, exception.Problem);
        Assert.Contains("output_norm", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(lines);
    }

    [Fact]
    public async Task Too_much_memory_is_refused_with_numbers()
    {
        var options = DefaultModel.Options with { ModelPath = ModelWithLayers(300_000), Parallel = 64, ContextTokens = 8192 };
        var exception = await Assert.ThrowsAsync<EngineMemoryException>(() => LlamaLanguageModel.OpenAsync(options));
        Assert.Contains("64 sequences of 8192 tokens", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_outside_the_bounds_is_refused()
    {
        await Assert.ThrowsAsync<BadInputException>(() => LlamaLanguageModel.OpenAsync(DefaultModel.Options with { ContextTokens = 8 }));
        await Assert.ThrowsAsync<ContextSizeException>(() => LlamaLanguageModel.OpenAsync(DefaultModel.Options with { ContextTokens = 100_000 }));
    }

    [Fact]
    public async Task A_runtime_that_cannot_be_loaded_leaves_the_processor_or_is_refused_where_it_was_named()
    {
        if (RuntimeCatalog.For().FirstOrDefault(p => p.Kind == RuntimeKind.Vulkan) is not { } package) return; // not for this platform
        var runtime = Directory.CreateDirectory(new RuntimeStore(folder).Folder(package)).FullName;
        await File.WriteAllTextAsync(Path.Combine(runtime, package.Library), "no library");
        var notes = new List<string>();
        var options = DefaultModel.Options with { Device = LlamaDevice.Auto, Parallel = 1, RuntimesFolder = folder, Note = notes.Add };
        await using (var model = await LlamaLanguageModel.OpenAsync(options))
        {
            Assert.Equal(fixture.Model.Info.Engine, model.Info.Engine);
            Assert.True(model.Capabilities.HasFlag(LanguageModelCapabilities.Repeatable));
        }

        Assert.StartsWith("computing on the processor: the runtime vulkan", Assert.Single(notes), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<DeviceUnusableException>(() => LlamaLanguageModel.OpenAsync(options with { Device = LlamaDevice.Vulkan }));
        Assert.Equal(1, refused.ExitCode);
    }

    [Theory]
    [InlineData("q8_0", LlamaFlashAttention.Auto, "kv-q8_0 flash-on")]
    [InlineData("f16", LlamaFlashAttention.On, "flash-on")]
    [InlineData("bf16", LlamaFlashAttention.Off, "kv-bf16")]
    public async Task Other_key_value_memory_answers_and_is_part_of_the_engine_s_name(string type, LlamaFlashAttention flash, string name)
    {
        await using var model = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { Parallel = 2, KvType = KvType.Find(type)!, FlashAttention = flash });
        Assert.Equal($"{fixture.Model.Info.Engine} {name}", model.Info.Engine);
        Assert.Equal(flash == LlamaFlashAttention.Off, model.Capabilities.HasFlag(LanguageModelCapabilities.Repeatable));
        Assert.NotEmpty((await model.GenerateAsync(DefaultModel.Generate("Hello", tokens: 2))).Text);
    }

    [Fact]
    public async Task An_unknown_chat_template_is_refused()
    {
        var exception = await Assert.ThrowsAsync<UnknownChatTemplateException>(
            () => LlamaLanguageModel.OpenAsync(DefaultModel.Options with { ChatTemplate = "no-such-template" }));
        Assert.Contains("no-such-template", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--chat-template", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_template_can_come_from_a_file_or_by_name()
    {
        var file = Write("chatml.jinja", Encoding.UTF8.GetBytes("{{'<|im_start|>' + message['role']}}"));
        foreach (var template in new[] { "chatml", file })
        {
            await using var model = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { ChatTemplate = template, Parallel = 1 });
            var prompt = DefaultModel.Prompt("Hello", "there");
            Assert.Equal(fixture.Model.CountTokens(prompt), model.CountTokens(prompt));
        }
    }

    [Fact]
    public async Task Opening_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LlamaLanguageModel.OpenAsync(DefaultModel.Options, cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public async Task Closing_cancels_what_waits()
    {
        var model = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { Parallel = 1 });
        var running = Enumerable.Range(0, 4).Select(i => model.GenerateAsync(DefaultModel.Generate($"Tell story {i}.", tokens: 300))).ToList();
        await model.DisposeAsync();
        await model.DisposeAsync();
        foreach (var task in running) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.GenerateAsync(DefaultModel.Generate("Hello")));
    }

    [Fact]
    public void A_folder_without_libraries_is_refused()
    {
        var missing = Assert.Throws<NativeLibraryException>(() => LlamaLibrary.Open(LlamaLibrary.ChooseDirectory(Path.Combine(folder, "none"))));
        Assert.Contains(LlamaLibrary.DirectoryVariable, missing.Message, StringComparison.Ordinal);
        Assert.Throws<NativeLibraryException>(() => LlamaLibrary.Open(folder));
        var name = OperatingSystem.IsWindows() ? "llama.dll" : OperatingSystem.IsMacOS() ? "libllama.dylib" : "libllama.so";
        Write(name, "no library"u8.ToArray());
        Assert.Contains(name, Assert.Throws<NativeLibraryException>(() => LlamaLibrary.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        var exception = Assert.Throws<NativeLibraryException>(() => LlamaLibrary.CheckVersion("0.6.0-dev", "libllama.so"));
        Assert.Contains("0.6.0-dev", exception.Message, StringComparison.Ordinal);
        LlamaLibrary.CheckVersion("0.5.0-dev", "libllama.so");
    }

    private static async Task<ModelFileException> AssertFileProblem(ModelFileProblem problem, string path)
    {
        var exception = await Assert.ThrowsAsync<ModelFileException>(
            () => LlamaLanguageModel.OpenAsync(DefaultModel.Options with { ModelPath = path }));
        Assert.Equal(problem, exception.Problem);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private static byte[] ModelBytes() => File.ReadAllBytes(DefaultModel.ModelPath);

    private string ModelWithLayers(uint layers)
    {
        var bytes = ModelBytes();
        var key = "llama.block_count"u8.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().IndexOf(key) + key.Length + sizeof(int)), layers);
        return Write("layers.gguf", bytes);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
