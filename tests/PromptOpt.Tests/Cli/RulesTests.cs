using System.Text.Json;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

public sealed class RulesTests : IDisposable
{
    private const string Rules = """
        rules:
          - name: taken for other
            when: {error: wrong-label, expected: refund, answered: other}
            message: "'{{input}}' asks for money back."
            severity: high
          - name: short
            penalty: {per: reply-tokens, weight: 0.01}
          - name: nothing said
            when: {error: no-answer}
            message: "The reply was '{{output}}'."
        """;

    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Check_says_that_there_is_nothing_to_say()
    {
        Write("rules.yaml", Rules);
        Assert.Equal(0, await _cli.RunAsync("rules check rules.yaml --task intents"));
        Assert.Equal(("3 rules, no problems\n", ""), (_cli.Out.ToString(), _cli.Error.ToString()));
        Assert.Equal(0, await _cli.RunAsync("rules check rules.yaml"));
        Assert.Contains("name the task with --task", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_all_problems_with_their_places_and_ends_with_2()
    {
        Write("tasks/intents/feedback.yaml", "rules:\n- name: a\n  when: {expected: refnd}\n  mesage: x\n- name: a\n  message: '{{inputt}}'\n");
        Assert.Equal(2, await _cli.RunAsync("rules check tasks/intents/feedback.yaml"));
        Golden.Check("rules-check.txt", _cli.Masked(_cli.Error));
        Assert.Equal("", _cli.Out.ToString());
        Assert.Equal(2, await _cli.RunAsync("rules check tasks/intents/feedback.yaml --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        var problem = json.RootElement.GetProperty("problems")[1];
        Assert.Equal((3, 20), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("rules").ValueKind);
    }

    [Fact]
    public async Task Test_shows_how_often_rules_hold_with_examples_of_train_rows()
    {
        await StudyAsync();
        Write("rules.yaml", Rules);
        Assert.Equal(0, await _cli.RunAsync("rules test rules.yaml --study intents-seed1"));
        Golden.Check("rules-test.txt", _cli.Masked(_cli.Out));
        Assert.Equal("", _cli.Error.ToString());
        Assert.Equal(0, await _cli.RunAsync("rules test rules.yaml --study intents-seed1 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(0.375, json.RootElement.GetProperty("train").GetProperty("meanAdjusted").GetDouble(), 1e-9);
        Assert.Equal("'money please' asks for money back.", json.RootElement.GetProperty("examples")[0].GetProperty("examples")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stats_show_what_became_of_the_findings_by_the_rules_that_each_level_used()
    {
        var store = await StudyAsync();
        Assert.Equal(0, await _cli.RunAsync("rules stats intents-seed1"));
        Assert.Contains("wrong label", _cli.Out.ToString(), StringComparison.Ordinal); // no file and nothing stored: the built-in rules
        store.SaveRules(new(0, Rules));
        store.SaveRules(new(2, "rules: [{name: taken for other, when: {answered: other}, message: x}, {name: new, message: y}]"));
        Assert.Equal(0, await _cli.RunAsync("rules stats intents-seed1"));
        Golden.Check("rules-stats.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("rules stats intents-seed1 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(3, json.RootElement.GetProperty("trials").GetArrayLength());
    }

    [Fact]
    public async Task Stats_of_a_study_without_pairs_say_so()
    {
        await _cli.RunAsync("optimize intents");
        Assert.Equal(0, await _cli.RunAsync("rules stats intents-seed1"));
        Assert.Equal("intents-seed1: no trial has been run on rows of its parent yet\n", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("rules", "needs one of: check, test, stats")]
    [InlineData("rules check nowhere.yaml", "FILE: there is no file")]
    [InlineData("rules test rules.yaml", "--study")]
    [InlineData("rules test rules.yaml --study intents-sed1", "Did you mean intents-seed1?")]
    [InlineData("rules test broken.yaml --study intents-seed1", "broken.yaml:1:1: rules: is missing")]
    public async Task A_wrong_use_is_told(string line, string message)
    {
        await StudyAsync();
        Write("rules.yaml", Rules);
        Write("broken.yaml", "x: 1");
        Assert.Equal(2, await _cli.RunAsync(line));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    /// <summary>Four trials: each is run on the same rows as its parent and gets some of them right.</summary>
    private async Task<FakeStudyStore> StudyAsync()
    {
        await _cli.RunAsync("optimize intents");
        var store = _cli.Stores[_cli.Results("intents-seed1", "study.db")];
        string?[][] answers = [[null, "other", "refund"], ["other", "other", "refund"], ["refund", "other", "refund"], ["refund", "odd", null]];
        for (int i = 0; i < answers.Length; i++)
        {
            store.SaveWave(Wave(i + 1, Phase.Train, answers[i]));
            store.SaveWave(Wave(i + 1, Phase.Validation, answers[i][..2]));
            store.SaveWave(Wave(i + 1, Phase.Test, [null, null, null]));
        }

        return store;
    }

    private static Wave Wave(int trial, Phase phase, string?[] answers) => new()
    {
        Key = new(trial, phase, 0),
        Rollouts = [.. answers.Select((answer, i) => new Rollout
        {
            Position = i,
            ExampleId = $"{phase.ToString()[0]}{i}",
            Input = i == 2 ? "my refund\nplease" : "money please",
            Target = "refund",
            Output = answer ?? "what?",
            Answer = answer,
            Score = answer == "refund" ? 1 : 0,
            PromptTokens = 10,
            OutputTokens = answer is null ? 20 : 10,
        })],
    };

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_cli.Root, name), text);
}
