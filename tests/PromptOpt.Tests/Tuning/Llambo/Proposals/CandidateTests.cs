using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Llambo.Proposals;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Proposals;

public sealed class CandidateTests
{
    private static readonly LanguageModelInfo Roomy = new() { Name = "random", Identity = "random", ContextTokens = 1_000_000, Engine = "test" };

    [Fact]
    public void Ten_thousand_answers_of_a_random_model_are_valid_in_range_and_unseen()
    {
        int drawn = 0;
        for (ulong seed = 0; seed < 100; seed++)
        {
            var space = RandomSpace.Draw(new SeededRandom(seed));
            var rows = new RowText(space);
            var tried = ForestTask.Context(5, space).History.Select(o => rows.Json(o.Configuration)).ToHashSet();
            bool isSmall = SpaceList.All(space, 512) is not null;
            if (ConfigurationGrammar.For(space, rows, tried) is not { } constraint) continue;
            var reader = new ConfigurationReader(space, rows);
            for (ulong i = 0; i < 100; i++, drawn++)
            {
                string text = GrammarWalk.Write(new() { Prompt = new() { Messages = [] }, Constraint = constraint, Seed = 1000 * seed + i });
                var configuration = reader.Read(ConfigurationReader.Objects(text).Single());
                Assert.True(configuration is not null && space.Allows(configuration), text);
                Assert.Equal(text, rows.Json(configuration));
                if (isSmall) Assert.DoesNotContain(text, tried);
                Assert.True(text.Length <= ConfigurationGrammar.Longest(space, rows));
            }
        }

        Assert.True(drawn > 9000, $"{drawn}");
    }

    [Fact]
    public void Every_allowed_configuration_can_be_written_bounds_included()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new SeededRandom(seed);
            var space = RandomSpace.Draw(random);
            var rows = new RowText(space);
            var grammar = PromptOpt.Grammars.Grammar.For(ConfigurationGrammar.For(space, rows, new HashSet<string>())!, "test");
            var corners = new[] { 0.0, 1.0 }.Select(u => space.At([.. Enumerable.Repeat(u, space.Dimensions)]));
            foreach (var configuration in Enumerable.Range(0, 20).Select(_ => space.Draw(random)).Concat(corners))
                Assert.True(grammar.Accepts(rows.Json(configuration)), rows.Json(configuration));
        }
    }

    [Fact]
    public async Task Drawn_candidates_are_new_allowed_and_repeatable()
    {
        var setting = ForestTask.Setting(Constrained());
        var context = ForestTask.Context(8);
        var (one, again) = (await new CandidateSampler(setting).DrawAsync(context, 10), await new CandidateSampler(setting).DrawAsync(context, 10));
        Assert.Equal(10, one.Candidates.Count);
        Assert.All(one.Candidates, c => Assert.True(context.Space.Allows(c.Configuration) && context.IsNew(c.Configuration)));
        Assert.Equal(10, one.Candidates.Select(c => c.Configuration).Distinct().Count());
        Assert.Equal(one.Candidates, again.Candidates);
        Assert.Equal((0, 0), (one.Invalid, one.Unreadable));
    }

    [Fact]
    public async Task A_space_that_is_used_up_gives_no_candidates_and_no_endless_search()
    {
        var space = new SearchSpace([Parameter.Boolean("a", false), Parameter.Ordinal("b", [1, 2, 3], 1)]);
        var all = SpaceList.All(space, 512)!;
        var history = all.Select((c, i) => new Observation { Number = i, Configuration = c, Value = i });
        var context = new SamplerContext { Space = space, History = [.. history.Take(4)], Number = 4, Study = new(1) };
        var draw = await new CandidateSampler(ForestTask.Setting(Constrained())).DrawAsync(context, 10);
        Assert.Equal(all.Skip(4).Select(c => c.ToString()).Order(), draw.Candidates.Select(c => c.Configuration.ToString()).Order());
        Assert.Empty((await new CandidateSampler(ForestTask.Setting(Constrained())).DrawAsync(context with { History = [.. history], Number = 6 }, 10)).Candidates);
    }

    [Fact]
    public async Task Without_grammars_what_is_wrong_is_dropped_and_counted()
    {
        string good = new RowText(ForestTask.Space).Json(ForestTask.Space.Default);
        string[] answers =
        [
            "Sure! Here it is: " + good + " Enjoy.", good, "I cannot say.", "{\"depth\": 3}", good.Replace("\"depth\": 5", "\"depth\": 99"), good.Replace("rbf", "cubic"),
            good.Replace("}", ", \"more\": 1}"), "{\"depth\": {", good.Replace("\"depth\": 5", "\"depth\": 5.5"), good.Replace("\"early\": true", "\"early\": false"),
        ];
        int next = -1;
        var model = new ScriptedLanguageModel { Write = _ => answers[Interlocked.Increment(ref next)], Info = Roomy };
        var draw = await new CandidateSampler(ForestTask.Setting(model, new() { Rounds = 1 })).DrawAsync(ForestTask.Context(5), 10);
        Assert.Equal(ForestTask.Space.Default, Assert.Single(draw.Candidates).Configuration);
        Assert.Equal((10, 2, 6, 1), (draw.Answers, draw.Unreadable, draw.Invalid, draw.Repeated));
    }

    [Fact]
    public async Task A_model_that_only_chats_is_asked_a_bounded_number_of_times()
    {
        var model = new ScriptedLanguageModel { Write = _ => "no", Info = Roomy };
        Assert.Empty((await new CandidateSampler(ForestTask.Setting(model, new() { Rounds = 3 })).DrawAsync(ForestTask.Context(5), 4)).Candidates);
        Assert.Equal(12, model.Calls);
    }

    [Fact]
    public async Task A_warm_start_needs_no_history_and_its_configurations_differ()
    {
        var context = ForestTask.Context(0);
        var draw = await new WarmStart(ForestTask.Setting(Constrained())).DrawAsync(context, 5);
        Assert.Equal(5, draw.Candidates.Select(c => c.Configuration).Distinct().Count());
        Assert.All(draw.Candidates, c => Assert.True(context.Space.Allows(c.Configuration)));
    }

    [Fact]
    public async Task Anonymous_names_are_read_back()
    {
        var asked = new List<string>();
        var model = new ScriptedLanguageModel
        {
            Capabilities = LanguageModelCapabilities.Constraints,
            Info = Roomy,
            Write = request =>
            {
                lock (asked) asked.Add(request.Prompt.Messages[1].Text);
                return GrammarWalk.Write(request);
            },
        };
        var draw = await new CandidateSampler(ForestTask.Setting(model, new() { IsAnonymous = true, Level = ContextLevel.None })).DrawAsync(ForestTask.Context(5), 3);
        Assert.Equal(3, draw.Candidates.Count);
        Assert.All(asked, text => Assert.DoesNotContain("depth", text));
    }

    private static ScriptedLanguageModel Constrained() => new() { Write = GrammarWalk.Write, Capabilities = LanguageModelCapabilities.Constraints | LanguageModelCapabilities.Scoring, Info = Roomy };
}
