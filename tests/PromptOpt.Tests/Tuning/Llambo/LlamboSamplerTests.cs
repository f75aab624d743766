using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Tests.Tuning.Llambo;

public sealed class LlamboSamplerTests
{
    [Theory]
    [InlineData(SurrogateKind.Discriminative, ReadOut.Exact)]
    [InlineData(SurrogateKind.Discriminative, ReadOut.Samples)]
    [InlineData(SurrogateKind.Generative, ReadOut.Exact)]
    public async Task The_whole_loop_suggests_what_is_allowed_new_and_repeatable(SurrogateKind kind, ReadOut readOut)
    {
        var model = new ScriptedLanguageModel
        {
            Write = request => request.Constraint is null ? " " + request.Seed % 100 : GrammarWalk.Write(request),
            Score = request => [.. request.Continuations.Select(c => Math.Log(0.9 / request.Continuations.Count))],
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Constraints,
        };
        var sampler = new LlamboSampler(ForestTask.Setting(model, new() { Surrogate = kind, ReadOut = readOut }));
        var context = ForestTask.Context(9);
        var suggestion = await sampler.SuggestAsync(context);
        Assert.Equal("llambo", suggestion.Source);
        Assert.True(context.Space.Allows(suggestion.Configuration) && context.IsNew(suggestion.Configuration));
        Assert.Equal(suggestion, await sampler.SuggestAsync(context));
        Assert.Equal("random", (await sampler.SuggestAsync(ForestTask.Context(3))).Source);
    }

    [Fact]
    public async Task Of_the_candidates_the_one_of_which_most_is_expected_is_tried()
    {
        // The deeper, the likelier is the best score.
        var model = new ScriptedLanguageModel
        {
            Write = GrammarWalk.Write,
            Score = request =>
            {
                int depth = int.Parse(request.Prompt.AnswerPrefix.Split("depth is ")[1].Split(',')[0], CultureInfo.InvariantCulture);
                return [.. request.Continuations.Select(c => c == " 99" ? Math.Log(depth / 20.0) : c == " 00" ? Math.Log(1 - depth / 20.0) : -30)];
            },
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Constraints,
        };
        var setting = ForestTask.Setting(model);
        var context = ForestTask.Context(9);
        var candidates = (await new PromptOpt.Tuning.Llambo.Proposals.CandidateSampler(setting).DrawAsync(context, 10)).Candidates;
        double deepest = candidates.Max(c => c.Configuration["depth"].Number);
        Assert.Equal(deepest, (await new LlamboSampler(setting).SuggestAsync(context)).Configuration["depth"].Number);
    }

    [Fact]
    public void Settings_out_of_range_are_all_named()
    {
        var error = Assert.Throws<BadInputException>(() => ForestTask.Setting(new ScriptedLanguageModel(), new() { Candidates = 0, TopP = 2, Alphas = [] }));
        Assert.All(["candidates", "top_p", "alphas"], name => Assert.Contains(name, error.Message));
        var guard = Assert.Throws<BadInputException>(() => new PromptOpt.Tuning.Llambo.Guard.GuardedSampler(
            new Guard.KernelSampler(), new Guard.KernelPredictor(), Guard.ScriptedAdvisor.Uniform(), new() { StartWeight = 0.9, Memory = 0 }));
        Assert.All(["start weight", "memory"], name => Assert.Contains(name, guard.Message));
    }
}
