using PromptOpt.Feedback;
using static PromptOpt.Tests.Feedback.Sample;

namespace PromptOpt.Tests.Feedback;

public sealed class FeedbackFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_matching_rule_wins_and_fills_in_its_message()
    {
        var rules = Load("""
            rules:
              - {name: other, when: {error: wrong-label, expected: cancel}, message: no}
              - {name: this, when: {error: wrong-label, expected: refund, answered: cancel}, message: "{{input}}|{{target}}|{{answer}}|{{output}}", severity: high}
              - {name: any, message: any}
            """);
        var advice = rules.Advise(Row("cancel") with { Input = "{{target}}" });
        Assert.Equal(new Advice("this", FeedbackSeverity.High, "{{target}}|refund|cancel|reply") { Template = "\uFFFC|\uFFFC|\uFFFC|\uFFFC" }, advice);
    }

    [Theory]
    [InlineData(null, "length", "cut off")]
    [InlineData(null, "stop", "no answer")]
    [InlineData("cancel", "choice", "wrong label")]
    [InlineData("something", "stop", "wrong answer")]
    [InlineData("refund", "stop", null)]
    public void Without_a_file_the_built_in_rules_tell_what_went_wrong(string? answer, string finish, string? expected)
    {
        var rules = FeedbackFile.Load(Path.Combine(folder.Path, "no.yaml"), Labels);
        Assert.Equal(expected, rules.Advise(Row(answer) with { Finish = finish })?.RuleName);
    }

    [Theory]
    [InlineData("format", "unreadable reply", "In step 2 the reply could not be read: 'wrong'. that is not allowed\nWhat the agent saw: seen 1\nA reply that would have been read: not known")]
    [InlineData("collision", "broken rule", "In step 2 the reply broke a rule of the world: 'wrong'.")]
    [InlineData("stuck", "no progress", "ended at progress 1 of 4, because nothing had come of many steps in a row. The last reply was 'last'.\nWhat the agent saw: seen 2")]
    [InlineData("context", "chat too long", "After 3 steps")]
    [InlineData("step-limit", "too many steps", "All 3 steps")]
    [InlineData("over", "not all was reached", "The episode ended (over) after 3 steps")]
    public void Without_a_file_a_multi_step_task_has_rules_about_episodes(string error, string rule, string message)
    {
        bool isStep = error is "format" or "collision";
        var rollout = Episode(isStep ? "over" : error, Step("first"), isStep ? Wrong("wrong", error) : Step("second"), Step("last", 1));
        var advice = FeedbackFile.BuiltIn([], Kinds).Advise(rollout)!;
        Assert.Equal(rule, advice.RuleName);
        Assert.Contains(message, advice.Message, StringComparison.Ordinal);
        Assert.Equal(isStep ? 2 : 3, advice.Step);
    }

    [Fact]
    public void A_rollout_without_a_score_gets_no_advice() =>
        Assert.Null(FeedbackFile.BuiltIn(Labels).Advise(Row(null) with { Score = null }));

    [Theory]
    [InlineData("rules: [{name: a, message: x, sevrity: high}]", "1:31: unknown key 'rules[0].sevrity'; did you mean 'severity'?")]
    [InlineData("rules: [{name: a, message: '{{inputs}}'}]", "unknown field {{inputs}} (did you mean 'input'?); a message may name: input, target, answer, output, expected")]
    [InlineData("rules: [{name: a, message: x, when: {expected: refnd}}]", "'refnd' is not one of the labels refund, cancel (did you mean 'refund'?)")]
    [InlineData("rules: [{name: a, message: x, when: {error: wrong}}]", "must be one of wrong-label, no-answer, too-long, wrong-answer")]
    [InlineData("rules: [{name: a, message: x}, {name: a, message: y}]", "another rule named 'a'")]
    [InlineData("rules: [{name: a}]", "rules[0].message: is missing")]
    [InlineData("rules: [{name: a, message: x, when: {error: no-answer, answered: refund}}]", "cannot be together")]
    [InlineData("rules: [text]", "must be a list of mappings")]
    [InlineData("x: 1", "rules: is missing")]
    [InlineData("rules: [{name: a, message: x, when: {progress: 3}}]", "1:48: rules[0].when.progress: is for multi-step tasks, and this task has rows")]
    [InlineData("rules: [{name: a, message: x, when: {reply: hm}}]", "the reply is 'output'")]
    [InlineData("rules: [{name: a, message: x, when: {}}]", "1:37: rules[0].when: names no condition")]
    [InlineData("rules: [{name: a, message: x, when: {error: }}]", "rules[0].when.error: has no value")]
    [InlineData("rules: [{name: a, message: x, when: {input: {contains: a, matches: b}}}]", "unknown key 'rules[0].when.input.matches'; it can be contains, equals, starts_with, regex")]
    [InlineData("rules: [{name: a, message: x, when: {input: {regex: '(a'}}}]", "1:53: rules[0].when.input.regex: is not a regular expression")]
    [InlineData("rules: [{name: a, message: x, when: {input: ''}}]", "must not be empty")]
    [InlineData("rules: [{name: a, message: x, when: {score: {at_least: 1, below: 1}}}]", "can never hold")]
    [InlineData("rules: [{name: a, message: x, when: {score: {}}}]", "has no bound; give one of at_least")]
    [InlineData("rules: [{name: a, message: x, when: {any: []}}]", "must be a list of conditions")]
    [InlineData("rules: [{name: a, message: x, when: {not: {eror: no-answer}}}]", "unknown key 'rules[0].when.not.eror'; did you mean 'error'?")]
    [InlineData("rules: [{name: a, message: x, when: {success: yes}}]", "must be true or false, but is 'yes'")]
    [InlineData("rules: [{name: a, penalty: -1}]", "must be a number from 0 to 1000, but is '-1'")]
    [InlineData("rules: [{name: a, penalty: {per: steps, weight: 1}}]", "steps is for multi-step tasks")]
    [InlineData("rules: [{name: a, penalty: {per: reply_tokens, weight: 1}}]", "did you mean 'reply-tokens'?")]
    [InlineData("rules: [{name: a, penalty: {per: reply-tokens}}]", "weight: is missing")]
    [InlineData("rules: [{name: a, penalty: 1, bonus: 1}]", "cannot be together with 'penalty'")]
    [InlineData("rules: [{name: a, penalty: 1, limit: 3}]", "limit: is about messages")]
    public void Mistakes_are_refused_with_their_place(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => Load(yaml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("when: {error: colision}", "must be one of format, stuck, step-limit, context, over, collision, wrong-box, but is 'colision' (did you mean 'collision'?)")]
    [InlineData("when: {end: sucess}", "did you mean 'success'?")]
    [InlineData("when: {error: success}", "write 'success: true'")]
    [InlineData("when: {expected: refund}", "is for datasets, and this task has episodes")]
    [InlineData("when: {step: {error: stuck}}", "'stuck' is how an episode ends")]
    [InlineData("when: {step: {steps: 3}}", "unknown key 'rules[0].when.step.steps'")]
    [InlineData("when: {count: {at_least: 2}}", "count.of: is missing")]
    [InlineData("when: {count: {of: {error: format}}}", "has no bound")]
    [InlineData("when: {repeats: {action: 1}}", "must be a whole number from 2 to 1000, but is '1'")]
    [InlineData("when: {repeats: {}}", "must be {action: N} or {reply: N}")]
    [InlineData("when: {repeats: {word: 3}}", "unknown key 'rules[0].when.repeats.word'")]
    [InlineData("penalty: {per: count, weight: 1}", "this rule has none")]
    public void Mistakes_in_rules_about_episodes_are_refused_too(string part, string expected)
    {
        string yaml = $"rules:\n- name: a\n  message: x\n  {part}\n";
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => FeedbackFile.Parse(yaml, "f.yaml", [], Kinds)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_a_line_each()
    {
        var error = Assert.Throws<BadInputException>(() => FeedbackFile.Parse("rules:\n- name: a\n  when: {eror: x}\n- message: \"{{repl}}\"\n  severity: \"very\\nhigh\"\n", "f.yaml", Labels));
        Assert.Equal(["2:3", "3:10", "4:3", "4:12", "5:13"], error.Message.Split('\n').Select(line => string.Join(':', line.Split(':')[1..3])));
    }

    [Fact]
    public void Where_nothing_is_known_of_the_task_names_are_not_checked()
    {
        var rules = FeedbackFile.Parse("rules: [{name: a, message: '{{reply}} {{target}}', when: {any: [{error: anything}, {expected: anything}]}}]", "f.yaml");
        Assert.Single(rules.Rules);
        Assert.Single(FeedbackFile.Parse("rules: [{name: a, message: x, when: {error: anything}}]", "f.yaml", [], []).Rules);
    }

    [Theory]
    [InlineData("support-intent", 10)]
    [InlineData("review-sentiment", 5)]
    [InlineData("arithmetic-words", 3)]
    public void The_tasks_of_the_repository_have_working_rules(string task, int rules)
    {
        var path = Path.Combine(RepositoryFolder.Task(task), FeedbackFile.FileName);
        var labels = task switch
        {
            "support-intent" => ["delivery", "refund", "billing", "login", "cancel", "technical", "product", "address"],
            "review-sentiment" => new[] { "positive", "neutral", "negative" },
            _ => [],
        };
        Assert.Equal(rules, FeedbackFile.Load(path, labels).Rules.Count);
    }

    [Fact]
    public void Every_example_of_the_documentation_is_valid()
    {
        var blocks = File.ReadAllText(RepositoryFolder.File("docs", "rules.md")).Split("```yaml\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        var files = blocks.SelectMany(block => block.StartsWith("rules:", StringComparison.Ordinal) ? [block]
            : block.StartsWith("  - ", StringComparison.Ordinal) ? ["rules:\n" + block]
            : block.Split("when:").Skip(1).Select(when => "rules:\n- name: a\n  message: x\n  when:" + when.Replace("\n", "\n  ", StringComparison.Ordinal))).ToArray();
        Assert.Equal(8, files.Length);
        Assert.All(files, file => Assert.NotEmpty(FeedbackFile.Parse(file, "rules.md").Rules));
    }

    private RuleSet Load(string yaml) => FeedbackFile.Load(folder.Write("feedback.yaml", yaml), Labels);
}
