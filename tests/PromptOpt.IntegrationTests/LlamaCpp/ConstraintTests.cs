using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class ConstraintTests(DefaultModel fixture)
{
    private const string WeatherSchema = """
        {
          "type": "object",
          "properties": {
            "city": {"type": "string", "minLength": 1, "maxLength": 20},
            "unit": {"enum": ["celsius", "fahrenheit"]},
            "days": {"type": "integer", "minimum": 1, "maximum": 14},
            "notes": {"type": "array", "items": {"type": "string", "maxLength": 12}, "maxItems": 2}
          },
          "required": ["city", "unit", "days"],
          "additionalProperties": false
        }
        """;

    private static readonly AnswerConstraint Weather = new(AnswerConstraintKind.JsonSchema, WeatherSchema);
    private static readonly AnswerConstraint YesOrNo = new(AnswerConstraintKind.Grammar, "root ::= \"yes\" | \"no\"");
    private static readonly string[] Cities = ["Paris", "Rome", "Oslo", "Lima", "Kyoto", "Zürich", "Accra", "Quito"];

    private readonly LlamaLanguageModel model = fixture.Model;

    [Fact]
    public async Task Answers_under_a_schema_are_valid_at_temperature_1()
    {
        var schema = JsonSchema.Parse(WeatherSchema, "test");
        var answers = await Task.WhenAll(Cities.Select((city, i) => model.GenerateAsync(Ask(city, 1, (ulong)i))));
        Assert.All(answers, answer => Assert.Equal(FinishReason.Stop, answer.FinishReason));
        Assert.All(answers, answer => Assert.True(schema.Accepts(answer.Text), answer.Text));
        Assert.All(answers, answer => Assert.EndsWith("}", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_and_penalties_go_with_a_grammar()
    {
        var decoding = new DecodingParameters { Temperature = 1, TopK = 5, TopP = 0.8, MinP = 0.1, RepeatPenalty = 1.2, MaxTokens = 8 };
        for (var seed = 0UL; seed < 8; seed++)
        {
            var request = DefaultModel.Generate("Is the sky blue?") with { Decoding = decoding, Constraint = YesOrNo, Seed = seed };
            Assert.Matches("^(yes|no)$", (await model.GenerateAsync(request)).Text);
        }
    }

    [Fact]
    public async Task A_limited_greedy_answer_is_the_same_alone_and_in_company()
    {
        var alone = await model.GenerateAsync(Ask("Paris", 0, 0));
        var company = Cities.Select((city, i) => model.GenerateAsync(i % 2 == 0 ? Ask(city, 0, 0) : DefaultModel.Generate(city, tokens: 20, temperature: 1))).ToList();
        var again = await company[0];
        await Task.WhenAll(company);
        Assert.Equal(alone.Text, again.Text);
        Assert.Equal(LogProbabilities(alone), LogProbabilities(again));
        static double[] LogProbabilities(Generation answer) => [.. answer.Tokens.Select(token => token.Chosen.LogProbability)];
    }

    [Fact]
    public async Task An_answer_that_its_prefix_completes_costs_nothing_and_an_impossible_one_is_refused()
    {
        var before = model.Statistics.PromptTokens;
        var prompt = DefaultModel.Prompt("You are helpful.", "Is the sky blue?", "no");
        var answer = await model.GenerateAsync(new GenerateRequest { Prompt = prompt, Constraint = YesOrNo });
        Assert.Equal(("", FinishReason.Stop, 0), (answer.Text, answer.FinishReason, answer.Usage.OutputTokens));
        var impossible = new GenerateRequest { Prompt = prompt with { AnswerPrefix = "nay" }, Constraint = YesOrNo };
        Assert.Contains("'a'", (await Assert.ThrowsAsync<BadInputException>(() => model.GenerateAsync(impossible))).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Statistics.PromptTokens);
    }

    [Fact]
    public async Task An_answer_stops_at_the_end_of_its_first_line()
    {
        var request = DefaultModel.Generate("Write a list of three fruits, one a line.", tokens: 60) with { End = new AnswerEnd(AnswerEndKind.FirstLine) };
        var (stopped, whole) = (await model.GenerateAsync(request), await model.GenerateAsync(request with { End = null }));
        Assert.StartsWith(stopped.Text, whole.Text, StringComparison.Ordinal);
        Assert.True(stopped.Usage.OutputTokens < whole.Usage.OutputTokens, whole.Text);
    }

    private static GenerateRequest Ask(string city, double temperature, ulong seed) => new()
    {
        Prompt = DefaultModel.Prompt("Answer with JSON: city, unit, days, notes.", $"How will the weather be in {city} for the next three days?"),
        Decoding = new DecodingParameters { Temperature = temperature, MaxTokens = 150 },
        Constraint = Weather,
        Seed = seed,
        TopLogProbabilities = 1,
    };
}
