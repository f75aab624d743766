using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Tasks;

public sealed class TaskFileTests : IDisposable
{
    private const string Small = "name: demo\ndata: {file: data.jsonl}\nseed: {instruction: Answer.}\n";
    private readonly TemporaryFolder folder = new();

    public TaskFileTests() => folder.Write("data.jsonl", "{}\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_small_file_gets_the_documented_defaults()
    {
        var task = Load(Small);
        Assert.Equal(("demo", "", folder.Path), (task.Name, task.Description, task.Folder));
        Assert.Equal(Path.Combine(folder.Path, "data.jsonl"), task.Data.File);
        Assert.Equal((AnswerMode.Free, MetricKind.ExactMatch, 0.02), (task.Answer.Mode, task.Metric.Kind, task.MinEffect));
        Assert.Equal(("Answer.", "{{input}}", ""), (task.Seed.Instruction, task.Seed.User, task.Seed.AnswerPrefix));
        Assert.Equal((0.0, null), (task.Seed.Decoding.Temperature, task.Seed.MaxTokens));
        Assert.Equal(new SplitSpec(), task.Splits);
        Assert.Equal(new BudgetSpec(), task.Budget);
        Assert.Equal(0.2, task.Search.EliminationError);
    }

    [Fact]
    public void What_is_tuned_can_be_limited_and_told_to_begin_with_entropy()
    {
        var tuning = Load(Small + "tune: {most_tokens: 2000, entropy_start: true}\n").Tuning;
        Assert.Equal((2000, true), (tuning.MostTokens, tuning.EntropyStart));
        Assert.Contains("tune.entropy_start: must be true or false, but is 'maybe'", Assert.Throws<BadInputException>(() => Load(Small + "tune: {entropy_start: maybe}\n")).Message);
    }

    [Fact]
    public void A_knob_with_nothing_behind_its_colon_is_tuned_in_its_usual_range_and_all_knobs_know_their_place()
    {
        var knobs = Load(Small + "tune:\n  knobs:\n    stop:\n    top_k: [0, 40]\n").Tuning.Knobs;
        Assert.Equal(["top_k", "stop"], knobs.Select(knob => knob.Name));
        Assert.Equal((0.0, 40.0), (knobs[0].Low, knobs[0].High));
        Assert.Equal([], knobs[1].Choices);
        Assert.EndsWith("task.yaml:7:12", knobs[0].Place, StringComparison.Ordinal);
        Assert.Contains("tune.knobs.samples.choices: must name at least one value", Assert.Throws<BadInputException>(() => Load(Small + "tune: {knobs: {samples: {choices: []}}}\n")).Message);
    }

    [Fact]
    public void Samples_and_reasoning_of_the_seed_prompt_are_read_and_get_room_to_think()
    {
        var task = Load(Small.Replace("Answer.}", "Answer., decoding: {temperature: 1}, samples: 5, aggregation: first, reasoning: {steps: 6, planning_period: 2}}", StringComparison.Ordinal));
        Assert.Equal((5, Aggregation.First, new ReasoningLoop { Steps = 6, PlanningPeriod = 2 }), (task.Seed.Samples, task.Seed.Aggregation, task.Seed.Reasoning));
        var seed = SeedCandidates.From(task, ToyTask.OpenData(), new ScriptedLanguageModel());
        Assert.Equal((5, Aggregation.First, task.Seed.Reasoning, 128), (seed.Samples, seed.Aggregation, seed.Reasoning, seed.Decoding.MaxTokens));
        Assert.Equal((1, null), (Load(Small).Seed.Samples, Load(Small).Seed.Reasoning));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("fresh", null)]
    public void A_seed_of_all_answers_is_read(string policy, int? expected)
    {
        var task = Load(Small.Replace("Answer.}", $"Answer., decoding: {{temperature: 1, seed: {policy}}}}}", StringComparison.Ordinal));
        Assert.Equal(expected, SeedCandidates.From(task, ToyTask.OpenData(), new ScriptedLanguageModel()).AnswerSeed);
    }

    [Fact]
    public void Every_key_is_read()
    {
        folder.Write("prompts/seed.txt", "Say {{input}}.\r\n\r\n");
        folder.Write("test.csv", "");
        var task = Load("""
            name: demo
            description: Two words
            data: {file: data.jsonl, test: test.csv, input: q, target: a}
            answer: {mode: free, labels: [1, yes], extract: json-path, pattern: "$.a"}
            metric: {kind: numeric, tolerance: 0.5}
            seed:
              prompt: prompts/seed.txt
              user: "Q: {{q}}"
              answer_prefix: "A:"
              decoding: {temperature: 0.7, top_k: 40, top_p: 0.9, min_p: 0.05, typical_p: 0.8, repeat_penalty: 1.1, repeat_last_n: 32,
                frequency_penalty: -0.5, presence_penalty: 0.5, max_tokens: 9, stop: ["\n", "."]}
            splits: {train: 0.5, validation: 0.25, test: 0.25}
            budget: {trials: 3, calls: 4, tokens: 5000000000, time: 4m}
            search: {elimination_error: 0.05, operators: [examples, rewrite], decoding: {temperature: [0, 1.2], top_p: [0.7, 1]}}
            min_effect: 0.1
            """);
        Assert.Equal(("q", "a", Path.Combine(folder.Path, "test.csv")), (task.Data.Input, task.Data.Target, task.Data.TestFile));
        Assert.Equal(["1", "yes"], task.Answer.Labels!);
        Assert.Equal((ExtractionKind.JsonPath, "$.a"), (task.Answer.Extract, task.Answer.Pattern));
        Assert.Equal(new MetricSpec { Kind = MetricKind.Numeric, Tolerance = 0.5 }, task.Metric);
        Assert.Equal(("Say {{input}}.", "Q: {{q}}", "A:"), (task.Seed.Instruction, task.Seed.User, task.Seed.AnswerPrefix));
        var decoding = task.Seed.Decoding;
        Assert.Equal((0.7, 40, 0.9, 0.05, 0.8), (decoding.Temperature, decoding.TopK, decoding.TopP, decoding.MinP, decoding.TypicalP));
        Assert.Equal((1.1, 32, -0.5, 0.5, 9), (decoding.RepeatPenalty, decoding.RepeatLastN, decoding.FrequencyPenalty, decoding.PresencePenalty, task.Seed.MaxTokens));
        Assert.Equal(["\n", "."], decoding.Stop);
        Assert.Equal(new BudgetSpec { Trials = 3, Calls = 4, Tokens = 5_000_000_000, Time = TimeSpan.FromMinutes(4) }, task.Budget);
        Assert.Equal(["examples", "rewrite"], task.Search.Operators!);
        Assert.Equal(0.05, task.Search.EliminationError);
        Assert.Equal((0, 1.2), task.Search.Decoding["temperature"]);
        Assert.Equal(0.1, task.MinEffect);
    }

    [Fact]
    public void The_preset_of_the_search_and_its_parts_are_read()
    {
        var search = Load(Small + "search: {preset: small, first_level: 6, children: 3, patience: 2, parents: {select: epsilon-greedy, count: 4, epsilon: 0.2}, max_prompt_tokens: 300}\n").Search;
        Assert.Equal((Strategy.Small, 6, 3, 2, 300), (search.Strategy, search.FirstLevel, search.Children, search.Patience, search.MaxPromptTokens));
        Assert.Equal(new ParentsSpec { Select = ParentSelection.EpsilonGreedy, Count = 4, Epsilon = 0.2 }, search.Parents);
        Assert.Null(Load(Small).Search.Strategy);
        var screened = Load(Small + "search: {preset: small, score_model: {policy: top, from_level: 3, attempts: 5}}\n").Search.ScoreModel;
        Assert.Equal(new ScoreModelSpec { Policy = AcceptancePolicy.Top, FromLevel = 3, Attempts = 5 }, screened);
        Assert.Equal(0.9, Load(Small + "search: {preset: paper, score_model: {threshold: 0.9}}\n").Search.ScoreModel!.Threshold);
        var grid = Load(Small + "search: {strategy: grid, grid: {from: eccentric, cells: 40, variables: {problem: riddle}}}\n").Search.Grid!;
        Assert.Equal(("eccentric", 40, "riddle"), (grid.From, grid.Cells, grid.Variables["problem"]));
    }

    [Theory]
    [InlineData("strategy: smal", "search.strategy: must be one of standard, small, paper, seed, ")]
    [InlineData("strategy: smal", "but is 'smal' (did you mean 'small'?)")]
    [InlineData("strategy: small, preset: small", "search.preset: is another word for 'strategy'")]
    [InlineData("parents: {select: luck}", "search.parents.select: must be one of best, score, pareto, epsilon-greedy")]
    [InlineData("parents: {count: 0}", "search.parents.count: must be")]
    [InlineData("parents: {select: score, epsilon: 0.1}", "search.parents.epsilon: is only used with 'select: epsilon-greedy'")]
    [InlineData("first_level: 0", "search.first_level: must be")]
    [InlineData("max_prompt_tokens: 3", "search.max_prompt_tokens: must be")]
    [InlineData("preset: small, score_model: {policy: luck}", "search.score_model.policy: must be one of paper, expected-improvement, top")]
    [InlineData("preset: small, score_model: {from_level: 1}", "search.score_model.from_level: must be")]
    [InlineData("preset: small, score_model: {polcy: top}", "did you mean 'policy'?")]
    [InlineData("preset: small, score_model: {policy: top, threshold: 0.9}", "search.score_model.threshold: is only used with 'policy: paper'")]
    [InlineData("grid: {cells: 1}", "search.grid.cells: must be a whole number from 2 to 1000000")]
    [InlineData("grid: {form: plain}", "did you mean 'from'?")]
    [InlineData("score_model: {policy: top}", "score_model is not used by 'standard'; remove it, or write 'preset: small' or 'preset: paper'")]
    public void A_wrong_search_is_told_with_its_place(string search, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => Load(Small + "search: {" + search + "}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_their_places()
    {
        var path = Path.Combine(folder.Path, "task.yaml");
        var message = Fail("name: Demo\ndata: {file: no.jsonl}\nsead: {}\nmetric: acuracy\nbudget:\n  trials: 0\n  time: soon\n");
        Assert.Equal(
            [
                $"{path}:1:1: seed: is missing; write 'prompt: prompts/seed.txt' (a file) or 'instruction: ...' below it",
                $"{path}:1:7: name: must be small letters, digits and hyphens, but is 'Demo'",
                $"{path}:2:14: data.file: there is no file {Path.Combine(folder.Path, "no.jsonl")}; paths start at the task folder",
                $"{path}:3:1: unknown key 'sead'; did you mean 'seed'?",
                $"{path}:4:9: metric: must be one of exact-match, accuracy, contains, regex, numeric, token-f1, json-valid, slot-f1, chrf, but is 'acuracy' (did you mean 'accuracy'?)",
                $"{path}:6:11: budget.trials: must be a whole number from 1 to 2147483647, but is '0'",
                $"{path}:7:9: budget.time: must be a length of time such as 150s, 4m or 1h, but is 'soon'",
            ],
            message.Split('\n'));
    }

    [Theory]
    [InlineData("min_effect: 0,02", "4:13: min_effect: must be a number from 0 to 1, but is '0,02'")]
    [InlineData("min_effect: '0.1'", "the quoted text '0.1'")]
    [InlineData("budget: {trials: 2.5}", "must be a whole number")]
    [InlineData("budget: [1]", "budget: must be a mapping")]
    [InlineData("answer: {mode: choice}", "mode choice needs a closed set")]
    [InlineData("answer: {labels: [a]}", "must be at least 2")]
    [InlineData("answer: {labels: [a, b, A]}", "'a' and 'A' are the same")]
    [InlineData("answer: {labels: {a: b}}", "must be a list of texts")]
    [InlineData("answer: {extract: regex}", "regex needs a 'pattern'")]
    [InlineData("answer: {extract: regex, pattern: '('}", "is not a regular expression")]
    [InlineData("answer: {extract: json-path, pattern: a.b}", "must be a path such as $.answer")]
    [InlineData("answer: {extract: label}", "extract label needs a closed set")]
    [InlineData("answer: {pattern: x}", "is only used with")]
    [InlineData("metric: {kind: regex, pattern: '['}", "metric.pattern: is not a regular expression")]
    [InlineData("metric: {kind: numeric, tolerance: -1}", "must be a number of at least 0")]
    [InlineData("metric: {tolerance: 1}", "metric.kind: is missing")]
    [InlineData("splits: {train: 0.5}", "must sum to 1, but sum to 1.1")]
    [InlineData("splits: {train: 0.7, validation: 0.3, test: 0}", "splits.test: must be above 0, but is 0")]
    [InlineData("search: {decoding: {temperature: [0, 9]}}", "search.decoding.temperature: both ends must be 0 to 5, but is 9")]
    [InlineData("search: {decoding: {temperature: [1, 0]}}", "must be two numbers [low, high]")]
    [InlineData("search: {decoding: {tmperature: [0, 1]}}", "did you mean 'temperature'?")]
    [InlineData("search: {decoding: {max_tokens: [1, 9]}}", "unknown key 'search.decoding.max_tokens'")]
    [InlineData("search: {operators: [examples, retune]}", "4:21: search.operators: 'retune' is what the strategy joint does; leave it out, and run with --strategy joint")]
    [InlineData("search: {operators: [exmples]}", "4:21: search.operators: there is no operator 'exmples' (did you mean 'examples'?)")]
    [InlineData("answer: {grammar: \"a\\0b\"}", "4:19: answer.grammar: holds the character U+0000")]
    [InlineData("metric: {command: [node, \"a\\0b\"]}", "4:19: metric.command: holds the character U+0000")]
    [InlineData("search: {elimination_error: 0.5}", "4:29: search.elimination_error: must be above 0 and below 0.5, but is 0.5")]
    [InlineData("search: {elimination_error: 0}", "search.elimination_error: must be above 0")]
    [InlineData("search: {elimination_error: low}", "search.elimination_error: must be a number")]
    [InlineData("search: {operators: []}", "search.operators: names none")]
    [InlineData("name: again", "not valid YAML")]
    [InlineData("--- \nx: 1", "one document is expected")]
    public void A_wrong_value_is_refused(string line, string expected) => Assert.Contains(expected, Fail(Small + line), StringComparison.Ordinal);

    [Fact]
    public void A_grammar_is_read_from_a_file_or_from_the_task_itself()
    {
        folder.Write("answer.gbnf", "root ::= \"yes\"\r\n");
        var fromFile = Load(Small + "answer: {grammar: answer.gbnf}");
        Assert.Equal(new AnswerConstraint(AnswerConstraintKind.Grammar, "root ::= \"yes\"\n"), fromFile.Answer.Constraint);
        var inline = Load(Small + "answer:\n  grammar: |\n    root ::= \"yes\"\n");
        Assert.Equal(fromFile.Answer.Constraint, inline.Answer.Constraint);
    }

    [Fact]
    public void A_schema_limits_answers_and_is_what_the_json_metric_checks()
    {
        folder.Write("answer.json", """{"type": "integer"}""");
        var task = Load(Small + "answer: {schema: answer.json}\nmetric: json-valid");
        Assert.Equal(AnswerConstraintKind.JsonSchema, task.Answer.Constraint!.Kind);
        Assert.Equal([1.0, 0.0], new[] { "3", "\"3\"" }.Select(answer => Metric.Score(task.Metric, answer, "")));
    }

    [Theory]
    [InlineData("{grammar: answer.gbnf}", "task.yaml:4:19: answer.grammar: @/answer.gbnf:2:8: there is no rule 'yse'")]
    [InlineData("{schema: answer.json}", "task.yaml:4:18: answer.schema: @/answer.json:2:3: the keyword 'format' is not supported")]
    [InlineData("{grammar: 'root ::= yse'}", "task.yaml:4:19: answer.grammar: grammar:1:10: there is no rule 'yse'")]
    [InlineData("{grammar: no.gbnf}", "answer.grammar: there is no file @/no.gbnf")]
    [InlineData("{grammar: answer.gbnf, schema: answer.json}", "give either 'grammar' or 'schema', not both")]
    public void A_wrong_grammar_or_schema_is_refused_with_its_own_place(string answer, string expected)
    {
        folder.Write("answer.gbnf", "root ::= a\na ::= (yse)");
        folder.Write("answer.json", "{\"type\": \"string\",\n  \"format\": \"date\"}");
        Assert.Contains(expected.Replace("@", folder.Path, StringComparison.Ordinal), Fail(Small + $"answer: {answer}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{prompt: no.txt}", "seed.prompt: there is no file")]
    [InlineData("{}", "seed.prompt: is missing")]
    [InlineData("{prompt: data.jsonl, instruction: x}", "not both")]
    [InlineData("{instruction: x, decoding: {temperature: 9}}", "seed.decoding.temperature: must be 0 to 5, but is 9")]
    [InlineData("{instruction: x, decoding: {max_tokens: 0}}", "seed.decoding.max_tokens: must be at least 1, but is 0")]
    [InlineData("{instruction: x, decoding: {seed: often}}", "seed.decoding.seed: must be fresh or a whole number from 0 to 2147483647, but is 'often'")]
    [InlineData("{instruction: x, decoding: {stop: ['']}}", "an empty string can never stop anything")]
    public void A_wrong_seed_is_refused(string seed, string expected) =>
        Assert.Contains(expected, Fail($"name: demo\ndata: {{file: data.jsonl}}\nseed: {seed}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("- a\n")]
    [InlineData("text")]
    public void A_file_that_is_no_mapping_is_refused(string text) => Assert.Contains("must be a mapping", Fail(text), StringComparison.Ordinal);

    [Fact]
    public void A_missing_folder_or_file_is_refused_by_name()
    {
        Assert.Contains("no such task folder", Assert.Throws<BadInputException>(() => TaskFile.Load(folder.Path + "-no")).Message, StringComparison.Ordinal);
        Assert.Contains("task.yaml: there is no such file", Assert.Throws<BadInputException>(() => TaskFile.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    private TaskSpec Load(string yaml)
    {
        folder.Write("task.yaml", yaml);
        return TaskFile.Load(folder.Path);
    }

    private string Fail(string yaml) => Assert.Throws<BadInputException>(() => Load(yaml)).Message;
}
