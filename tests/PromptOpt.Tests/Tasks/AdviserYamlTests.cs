using PromptOpt.Tasks;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Tests.Tasks;

public sealed class AdviserYamlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AdviserYamlTests() => _folder.Write("data.jsonl", "{}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_adviser_is_a_switch_or_a_mapping()
    {
        Assert.Null(Read("sampler: tpe").Adviser);
        Assert.Null(Read("adviser: false").Adviser);
        Assert.Equal(new AdviserSpec(), Read("adviser: true").Adviser);
        Assert.Equal(
            new() { Context = ContextLevel.Partial, Weight = 0.2, TokenShare = 0.5, Timeout = TimeSpan.FromSeconds(30) },
            Read("adviser: {context: partial, weight: 0.2, token_share: 0.5, timeout: 30s}").Adviser);
        Assert.Equal("llambo", Read("sampler: llambo").Sampler);
    }

    [Theory]
    [InlineData("adviser: maybe", "must be true, false, or a mapping")]
    [InlineData("adviser: {context: some}", "none, partial, full")]
    [InlineData("adviser: {weight: 0.9}", "0.5")]
    [InlineData("adviser: {token_share: 0}", "0.01")]
    [InlineData("adviser: {timeout: soon}", "must be a length of time")]
    [InlineData("adviser: {trust: 1}", "trust")]
    public void What_is_wrong_is_said_with_its_line(string tune, string says)
    {
        var error = Assert.Throws<BadInputException>(() => Read(tune));
        Assert.Contains("task.yaml:5", error.Message);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void The_command_line_wins_field_by_field()
    {
        var task = new TuningSpec { Adviser = new() { Weight = 0.1, Context = ContextLevel.None } };
        Assert.Equal(new() { Weight = 0.1, Context = ContextLevel.Full }, new TuningSpec { Adviser = new() { Context = ContextLevel.Full } }.Over(task).Adviser);
        Assert.Equal(task.Adviser, new TuningSpec().Over(task).Adviser);
        Assert.Null(new TuningSpec().Over(new()).Adviser);
    }

    private TuningSpec Read(string tune)
    {
        _folder.Write("task.yaml", $"name: demo\ndata: {{file: data.jsonl}}\nseed: {{instruction: Answer.}}\ntune:\n  {tune}\n");
        return TaskFile.Load(_folder.Path).Tuning;
    }
}
