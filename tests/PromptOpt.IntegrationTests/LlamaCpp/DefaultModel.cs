using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

/// <summary>
/// The embedded model, opened once for all tests that use it. One thread: two native computations with more threads than cores, or
/// beside other busy programs, slow each other down by orders of magnitude.
/// </summary>
public sealed class DefaultModel : IAsyncLifetime
{
    public static string ModelPath { get; } = Path.Combine(RepositoryRoot(), "models", "smollm2-135m-instruct-q4_1.gguf");

    public static LlamaOptions Options { get; } = new() { ModelPath = ModelPath, Device = LlamaDevice.Cpu, Threads = 1, Parallel = 8, ContextTokens = 512 };

    internal LlamaLanguageModel Model { get; private set; } = null!;

    internal double Progress { get; private set; }

    public async Task InitializeAsync() => Model = await LlamaLanguageModel.OpenAsync(Options, new Recorder(this));

    public Task DisposeAsync() => Model.DisposeAsync().AsTask();

    internal static ChatPrompt Prompt(string instruction, string text, string prefix = "") => new()
    {
        Messages = [new ChatMessage(ChatRole.System, instruction), new ChatMessage(ChatRole.User, text)],
        AnswerPrefix = prefix,
    };

    internal static GenerateRequest Generate(string text, int tokens = 12, double temperature = 0, int alternatives = 0) => new()
    {
        Prompt = Prompt("You are helpful.", text),
        Decoding = new DecodingParameters { MaxTokens = tokens, Temperature = temperature },
        Seed = 5,
        TopLogProbabilities = alternatives,
    };

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PromptOpt.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private sealed class Recorder(DefaultModel owner) : IProgress<double>
    {
        public void Report(double value) => owner.Progress = value;
    }
}
