using System.Text.Json;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Reports;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Cli;

public sealed class EntropyTests : IDisposable
{
    private static readonly double[] Curve = [0.010, 0.016, 0.025, 0.038, 0.057, 0.084, 0.120, 0.166, 0.224, 0.300, 0.415, 0.640, 1.200, 2.600];
    private readonly CliFixture _cli = new();
    private AnswerMode _mode = AnswerMode.Free;

    public EntropyTests() => _cli.Backend = _cli.Backend with
    {
        ReadData = (_, _) => ToyTask.Data(train: 40, validation: 10),
        CreateSeed = (_, _, _) => new Candidate { Instruction = "seed", Mode = _mode },
        LoadCandidate = (path, labels) => CandidateFile.Load(path, labels),
        OpenModel = (_, _, _) => Task.FromResult<ILanguageModel>(Model()),
    };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_page_shows_the_curve_and_what_it_suggests()
    {
        Assert.Equal(0, await _cli.RunAsync("entropy intents --quiet --rows 4"));
        Golden.Check("entropy.txt", _cli.Masked(_cli.Out));
    }

    [Fact]
    public async Task Where_the_curve_suggests_nothing_the_page_says_so()
    {
        Assert.Equal(0, await _cli.RunAsync("entropy intents --quiet --rows 4 --temperatures 0.1..0.5"));
        Golden.Check("entropy-nothing.txt", _cli.Masked(_cli.Out));
    }

    [Fact]
    public async Task Json_is_one_object_and_the_table_goes_to_a_file()
    {
        Assert.Equal(0, await _cli.RunAsync($"entropy intents --json --temperatures 0.2,0.9,1.3,1.4 --samples-from validation --output {_cli.Root}/out/curve.csv"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(4, json.RootElement.GetProperty("temperatures").GetArrayLength());
        Assert.Equal("validation", json.RootElement.GetProperty("split").GetString());
        Assert.Equal(40, json.RootElement.GetProperty("calls").GetInt32());
        Assert.Equal(json.RootElement.GetProperty("turningPoint").GetDouble() + 0.1, json.RootElement.GetProperty("forBestOf").GetDouble(), 9);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_cli.Root, "out", "curve.csv"));
        Assert.Equal("temperature,entropy,standard_error,log_entropy,curvature,answers,tokens", lines[0]);
        Assert.StartsWith("0.2,0.016", lines[1], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
        Assert.Contains("10 are answered at each temperature instead of 32", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("temperature 0.9: entropy 0.2240 over 10 answers (2 of 4)", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_mode_choice_has_nothing_to_draw()
    {
        _mode = AnswerMode.Choice;
        Assert.Equal(2, await _cli.RunAsync("entropy intents"));
        Assert.Contains("In answer mode choice the labels are scored and nothing is drawn", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1..1.4:0", "must be a range such as 0.1..1.4")]
    [InlineData("1.4..0.1", "must be a range such as 0.1..1.4")]
    [InlineData("0.1:0.1..1", "must be a range such as 0.1..1.4")]
    [InlineData("0.1,0.1,0.2", "must be a range such as 0.1..1.4")]
    [InlineData("0.1;0.2", "must be a range such as 0.1..1.4")]
    [InlineData("-0.1..1", "must be a range such as 0.1..1.4")]
    [InlineData("0.1,0.2", "must be 3 to 100 temperatures")]
    [InlineData("0.1..4:0.01", "must be 3 to 100 temperatures")]
    [InlineData("0..1", "must be above 0")]
    [InlineData("1..6", "at most 5")]
    public async Task Temperatures_that_cannot_be_measured_are_told(string given, string says)
    {
        Assert.Equal(2, await _cli.RunAsync($"entropy intents --temperatures {given}"));
        Assert.Contains("--temperatures: ", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains(says, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_cannot_be_filled_in_is_told_with_its_place()
    {
        File.WriteAllText(Path.Combine(_cli.Root, "p.txt"), "Say {{txt}}");
        Assert.Equal(2, await _cli.RunAsync("entropy intents --prompt p.txt"));
        Assert.Contains("p.txt:1:5: unknown field {{txt}}", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    private static ScriptedLanguageModel Model() => new()
    {
        Capabilities = LanguageModelCapabilities.TokenEntropies,
        Write = _ => "a few words",
        Entropies = request => [Curve[(int)Math.Round(request.Decoding.Temperature * 10) - 1]],
    };
}
