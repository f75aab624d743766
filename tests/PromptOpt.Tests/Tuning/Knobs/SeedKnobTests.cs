using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Tests.Search;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tests.Tuning.Knobs;

public sealed class SeedKnobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", null, null, "fresh, 1, 2, 3, 4")]
    [InlineData("fresh 3 14", null, null, "fresh, 3, 14")]
    [InlineData("3 14", null, null, "fresh, 3, 14")]
    [InlineData("", 5.0, 7.0, "fresh, 5, 6, 7")]
    [InlineData("", null, 2.0, "fresh, 1, 2")]
    public void It_is_a_choice_of_seeds_and_what_the_prompt_has_itself(string choices, double? low, double? high, string expected)
    {
        var space = Space(new(SeedKnob.Name) { Choices = Parts(choices), Low = low, High = high }, Drawn(null));
        Assert.Equal(expected, string.Join(", ", space.Space.Parameters[0].Choices));
        Assert.Null(space.At(space.Space.Default).AnswerSeed);
        Assert.All(space.Space.Parameters[0].Choices, choice => Assert.Equal(choice.ToString(), SeedPolicy.Of(space.At(new([new(SeedKnob.Name, choice)])).AnswerSeed)));
    }

    [Fact]
    public void A_seed_of_the_prompt_itself_stays_and_can_be_left()
    {
        var space = Space(new(SeedKnob.Name), Drawn(9));
        Assert.Equal("9, fresh, 1, 2, 3, 4", string.Join(", ", space.Space.Parameters[0].Choices));
        Assert.Null(space.At(new([new(SeedKnob.Name, "fresh")])).AnswerSeed);
        Assert.Equal("seed=2", space.Find(Drawn(2).Base)!.ToString());
        Assert.Equal(["9", "fresh", "1", "2", "3", "4"], Neighbourhood.Of(space.Space, space.Space.Default)[0].Choices);
    }

    [Theory]
    [InlineData("often", null, null, "tune: seed has no choice 'often'; give fresh or a whole number from 0 to 2147483647.")]
    [InlineData("", 0.5, 3.0, "tune: a range of seed must hold 1 to 64 whole numbers from 0 to 2147483647, but goes from 0.5 to 3 by 1.")]
    [InlineData("", -1.0, 3.0, "goes from -1 to 3 by 1")]
    [InlineData("", 1.0, 65.0, "goes from 1 to 65 by 1")]
    [InlineData("", 3.0, 2.0, "goes from 3 to 2 by 1")]
    public void Anything_else_is_refused(string choices, double? low, double? high, string says)
    {
        var error = Assert.Throws<BadInputException>(() => Space(new(SeedKnob.Name) { Choices = Parts(choices), Low = low, High = high }, Drawn(null)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_drawn_or_the_model_does_not_repeat_itself_it_is_dropped_and_said()
    {
        var greedy = Drawn(null) with { Base = new() { Instruction = "x" } };
        Assert.Equal(["seed is not tuned: at temperature 0 nothing is drawn."], Dropped(greedy, "max_tokens"));
        Assert.Empty(Dropped(greedy, "temperature"));
        Assert.Empty(Dropped(greedy, "sampling"));
        Assert.Equal(["seed is not tuned: the model does not promise the same answer for the same seed."], Dropped(Drawn(null) with { Capabilities = LanguageModelCapabilities.Scoring }, "top_k"));
        Assert.Equal(["seed"], Space(new(SeedKnob.Name), Drawn(null)).Space.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void No_preset_has_it() => Assert.All(Enum.GetValues<TuningPreset>(), preset => Assert.DoesNotContain(PresetKnobs.Of(preset), knob => knob.Name == SeedKnob.Name));

    [Fact]
    public async Task A_study_that_tunes_it_finds_the_lucky_one_and_answers_every_row_with_it()
    {
        using var store = SearchStudy.NewStore(
            new() { Trials = 6 },
            new() { Strategy = Strategy.Tune, ValidationRows = 20, Tuning = new() { Sampler = "grid", Only = [SeedKnob.Name] } });
        var model = new ScriptedLanguageModel
        {
            Capabilities = LanguageModelCapabilities.Repeatable,
            Write = request => ToyTask.Labels[(int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) + (request.Seed == 3 ? 0 : 1)) % 3],
        };
        var task = ToyTask.OpenSpec(_folder.Path);
        task = task with { Seed = task.Seed with { Decoding = new() { Temperature = 0.8 } } };
        await SearchStudy.Session(_folder, store, model, task, ToyTask.OpenData()).RunAsync(CancellationToken.None);
        var best = ParentSelector.Ranked(store.ReadTrials())[0];
        Assert.Equal((3, "3", 1.0), (best.Candidate.AnswerSeed!.Value, best.Tuned!.Values[SeedKnob.Name].ToString(), best.Value!.Value));
        Assert.Equal(5, store.ReadTrials().Select(trial => trial.Candidate.AnswerSeed).Distinct().Count());
        Assert.Equal(VerdictKind.Improved, StudyJson.ReadOutcome(store.ReadStudy()!)!.Verdict);
    }

    private static string[] Parts(string choices) => choices.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static CandidateSpace Space(KnobRange range, KnobContext context) => CandidateSpace.Create(new() { Knobs = [range], Only = [range.Name] }, context);

    private static IReadOnlyList<string> Dropped(KnobContext context, string other) => CandidateSpace.Create(new() { Only = [other, SeedKnob.Name] }, context).Dropped;

    private static KnobContext Drawn(int? seed) => new()
    {
        Base = new() { Instruction = "Name the colour.", Decoding = new() { Temperature = 0.7 }, AnswerSeed = seed },
        Task = ToyTask.OpenSpec("nowhere"),
        Train = ToyTask.Data().Train,
        Labels = [],
        Capabilities = LanguageModelCapabilities.Repeatable,
        AnswerPrefixes = [],
        Study = new(1),
    };
}
