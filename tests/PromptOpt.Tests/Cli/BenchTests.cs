using System.Text.RegularExpressions;
using PromptOpt.Cli;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Cli;

public sealed class BenchTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private ScriptedLanguageModel _model;
    private EngineStatistics? _statistics;

    public BenchTests()
    {
        _model = Scripted(512);
        _statistics = Statistics(threads: 2);
        Directory.CreateDirectory(Path.Combine(_cli.Root, "tasks", "support-intent"));
        File.WriteAllText(Path.Combine(_cli.Root, "tasks", "support-intent", "task.yaml"), "name: support-intent");
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Every_measure_is_a_line_of_the_table_with_median_and_range()
    {
        Assert.Equal(0, await RunAsync("bench --model scripted.gguf --output out"));
        Golden.Check("bench.txt", _out.ToString());
    }

    [Fact]
    public async Task Every_row_of_the_csv_file_says_what_it_was_measured_on()
    {
        await RunAsync("bench --model scripted.gguf --output out");
        Golden.Check("bench.csv", Masked(File.ReadAllText(Path.Combine(_cli.Root, "out", "bench.csv"))));
    }

    [Fact]
    public async Task Json_on_stdout_is_the_json_file()
    {
        await RunAsync("bench --model scripted.gguf --repeats 1 --output out --json");
        Assert.Equal(File.ReadAllText(Path.Combine(_cli.Root, "out", "bench.json")), _out.ToString());
        Golden.Check("bench.json", Masked(_out.ToString()));
    }

    [Fact]
    public async Task Without_an_output_folder_the_files_go_to_a_new_one_below_results()
    {
        await RunAsync("bench --model scripted.gguf --repeats 1");
        Assert.True(File.Exists(Path.Combine(_cli.Root, "results", "bench-20260102-030405", "bench.json")));
    }

    [Fact]
    public async Task Only_as_many_sequences_are_measured_as_the_engine_has()
    {
        _statistics = Statistics(threads: 2) with { Slots = 4 };
        await RunAsync("bench --model scripted.gguf --repeats 1 --output out");
        Assert.Contains("decode, 4 sequences", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("decode, 8 sequences", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("more than 4 sequences need --parallel 32", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_that_were_lost_meanwhile_are_told()
    {
        _model = Scripted(512, beforeCall: _ => _statistics = Statistics(threads: 1));
        await RunAsync("bench --model scripted.gguf --repeats 1 --output out");
        Assert.Contains("only 1 of 2 threads", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(372)]
    [InlineData(4096)]
    public async Task Every_request_fits_the_context(int context)
    {
        var longest = 0;
        _model = Scripted(context, write: request =>
        {
            longest = Math.Max(longest, _model.CountTokens(request.Prompt) + request.Decoding.MaxTokens);
            return Words(request.Decoding.MaxTokens);
        });
        Assert.Equal(0, await RunAsync("bench --model scripted.gguf --repeats 1 --output out"));
        Assert.InRange(longest, 1, context);
    }

    [Fact]
    public async Task Tokens_that_end_an_answer_are_banned()
    {
        var all = true;
        _model = Scripted(512, write: request =>
        {
            all &= double.IsNegativeInfinity(request.Decoding.LogitBias[7]);
            return Words(request.Decoding.MaxTokens);
        });
        await RunAsync("bench --model scripted.gguf --repeats 1 --output out");
        Assert.True(all);
    }

    [Theory]
    [InlineData("bench --repeats 0", "--repeats: must be a whole number, 1 to 100, but is '0'")]
    [InlineData("bench --device gpu", "--device: must be one of auto, cpu")]
    [InlineData("bench --model nope.gguf", "--model: there is no file")]
    [InlineData("bench --output scripted.gguf/out --model scripted.gguf", "--output: ")]
    public async Task Wrong_options_end_with_2_before_anything_is_opened(string line, string message)
    {
        _model = Scripted(512, beforeCall: _ => Assert.Fail("asked"));
        Assert.Equal(2, await RunAsync(line));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task A_missing_task_of_texts_is_told()
    {
        Directory.Delete(Path.Combine(_cli.Root, "tasks", "support-intent"), recursive: true);
        Assert.Equal(2, await RunAsync("bench --model scripted.gguf"));
        Assert.Contains("there is no task 'support-intent'", _error.ToString(), StringComparison.Ordinal);
    }

    private static ScriptedLanguageModel Scripted(int context, Func<LanguageModels.GenerateRequest, string>? write = null, Action<int>? beforeCall = null) => new()
    {
        Info = new() { Name = "Scripted", Identity = "abc123", Quantization = "Q4_1", ContextTokens = context, Engine = "scripted 1.0, cpu" },
        Write = write ?? (request => Words(request.Decoding.MaxTokens)),
        BeforeCall = beforeCall ?? (_ => { }),
    };

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));

    private static EngineStatistics Statistics(int threads) => new()
    {
        PromptTokens = 0,
        CachedTokens = 0,
        OutputTokens = 0,
        Steps = 0,
        Active = 0,
        Waiting = 0,
        TokensPerSecond = 0,
        Busy = TimeSpan.Zero,
        Threads = threads,
        Slots = 8,
    };

    private string Masked(string text) =>
        Regex.Replace(text.ReplaceLineEndings("\n").Replace(_cli.Root, "ROOT", StringComparison.Ordinal), @"\d+\.\d+\.\d+\+[0-9a-f]+", "VERSION");

    private async Task<int> RunAsync(string line)
    {
        var clock = new PacedClock();
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        File.WriteAllText(Path.Combine(_cli.Root, "scripted.gguf"), "");
        var rows = Enumerable.Range(0, 90).Select(i => new Example { Id = $"{i}", Input = $"{i} where is the parcel that I sent {i} days ago", Target = "other", Fields = new Dictionary<string, string>() }).ToList();
        var backend = _cli.Backend with
        {
            ReadData = (_, _) => _cli.Data with { Train = rows },
            OpenModel = (_, _, _) => Task.FromResult<LanguageModels.ILanguageModel>(_model),
            ReadStatistics = _ => _statistics is { } s ? s with { Busy = clock.Native } : null,
            EndTokens = _ => [7],
        };
        var host = new CliHost { Out = _out, Error = _error, CurrentDirectory = _cli.Root, BaseDirectory = _cli.Root, Time = clock };
        return await new Application(new CommandContext(host, backend)).RunAsync(line.Split(' '), default);
    }

    /// <summary>A clock by which a piece of work takes 2 seconds, the next 3, and so on to 6 and 2 again; native code has 98 % of it.</summary>
    private sealed class PacedClock : TimeProvider
    {
        private int _reads = -1; // the command itself reads it once, before any work
        private long _seconds;

        public TimeSpan Native => TimeSpan.FromSeconds(0.98 * _seconds);

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds += _reads++ % 2 == 1 ? 2 + (_reads / 2 % 5) : 0;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
