using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Knobs;

public sealed class CandidateSpaceTests
{
    private const LanguageModelCapabilities Able = LanguageModelCapabilities.Scoring;

    [Fact]
    public void Each_preset_tunes_what_its_name_says()
    {
        Assert.Equal("temperature, top_p, reasoning, reasoning_steps, planning_period", Names(TuningPreset.MathReasoning, Written()));
        Assert.Equal("answer_mode, calibration, examples, sampling, temperature, top_p, samples, aggregation", Names(TuningPreset.Classification, Written() with { Labels = ToyTask.Labels }));
        Assert.Equal("sampling, temperature, top_p, max_tokens, reasoning, reasoning_steps, planning_period", Names(TuningPreset.Agent, Written()));
        Assert.Equal(
            "sampling, temperature, top_p, min_p, typical_p, repeat_penalty, frequency_penalty, presence_penalty, max_tokens", Names(TuningPreset.Creative, Written()));
    }

    [Fact]
    public void The_default_is_the_candidate_as_it_is_even_where_it_lies_outside_of_the_published_range()
    {
        var context = Written();
        var space = CandidateSpace.Create(new() { Preset = TuningPreset.MathReasoning }, context);
        Assert.Same(context.Base, space.At(space.Space.Default));
        Assert.Equal("reasoning=false, temperature=0, top_p=1", space.Space.Default.ToString());
        Assert.Equal((0, 0.5), (space.Space.Parameters[0].Low, space.Space.Parameters[0].High));
        Assert.Equal((0.85, 1), (space.Space.Parameters[1].Low, space.Space.Parameters[1].High));
    }

    [Fact]
    public void Greedy_decoding_is_one_configuration_whatever_the_ways_of_drawing()
    {
        var space = CandidateSpace.Create(new() { Preset = TuningPreset.MathReasoning }, Written()).Space;
        Configuration At(double temperature, double topP) => space.DefaultWith(new Dictionary<string, ParameterValue> { ["temperature"] = temperature, ["top_p"] = topP });
        Assert.True(space.Allows(At(0, 1)));
        Assert.False(space.Allows(At(0, 0.9)));
        Assert.True(space.Allows(At(0.25, 0.9)));
    }

    [Fact]
    public void Greedy_decoding_can_be_tried_where_the_prompt_has_filters_of_its_own()
    {
        var drawn = Written();
        drawn = drawn with { Base = drawn.Base with { Decoding = new() { Temperature = 0.7, TopP = 0.9, TopK = 40 } } };
        var space = CandidateSpace.Create(new() { Only = ["sampling", "temperature", "top_p", "top_k"], Knobs = [new("top_k")] }, drawn);
        var greedy = space.Space.DefaultWith(new Dictionary<string, ParameterValue> { ["sampling"] = "greedy" });
        Assert.True(space.Space.Allows(greedy));
        Assert.Equal(0, space.At(greedy).Decoding.Temperature);
    }

    [Theory]
    [InlineData("top_p")]
    [InlineData("top_k")]
    [InlineData("min_p")]
    [InlineData("typical_p")]
    [InlineData("samples")]
    public void A_way_of_drawing_is_not_tuned_where_nothing_is_ever_drawn(string knob)
    {
        var spec = new TuningSpec { Only = [knob, "max_tokens"], Knobs = [new(knob), new("max_tokens")] };
        var space = CandidateSpace.Create(spec, Written());
        Assert.Equal([$"{knob} is not tuned: at temperature 0 nothing is drawn."], space.Dropped);
        Assert.Equal(["max_tokens"], space.Space.Parameters.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData(AnswerMode.Choice, "temperature", "labels are scored")]
    [InlineData(AnswerMode.Choice, "max_tokens", "labels are scored")]
    [InlineData(AnswerMode.Choice, "reasoning", "labels are scored")]
    [InlineData(AnswerMode.Free, "calibration", "answers are written")]
    public void What_the_other_answer_mode_alone_looks_at_is_tuned_with_the_answer_mode_only(AnswerMode mode, string knob, string says)
    {
        var labels = Written() with { Labels = ToyTask.Labels, Base = Written().Base with { Mode = mode } };
        Assert.Equal([$"{knob} is not tuned: {says}, and answer_mode is not tuned."], CandidateSpace.Create(new() { Only = [knob, "examples"] }, labels).Dropped);
        Assert.Empty(CandidateSpace.Create(new() { Only = [knob, "answer_mode"] }, labels).Dropped);
        Assert.Empty(CandidateSpace.Create(new() { Only = [knob, "examples"] }, labels with { Base = labels.Base with { Mode = mode == AnswerMode.Free ? AnswerMode.Choice : AnswerMode.Free } }).Dropped);
    }

    [Fact]
    public void Votes_are_tuned_only_where_a_row_can_have_several_answers()
    {
        CandidateSpace Space(Candidate prompt, params string[] knobs) => CandidateSpace.Create(new() { Only = [.. knobs, "max_tokens"] }, Written() with { Base = prompt });
        var greedy = Written().Base;
        Assert.Equal(
            ["samples is not tuned: at temperature 0 nothing is drawn.", "aggregation is not tuned: a row has one answer, and samples is not tuned."],
            Space(greedy, "samples", "aggregation").Dropped);
        Assert.Empty(Space(greedy, "temperature", "samples", "aggregation").Dropped);
        Assert.Empty(Space(greedy with { Samples = 3, Decoding = new() { Temperature = 0.7 } }, "aggregation").Dropped);
    }

    [Fact]
    public void Greedy_decoding_can_be_tried_where_the_prompt_puts_answers_to_the_vote()
    {
        var voting = Written() with { Base = Written().Base with { Samples = 3, Decoding = new() { Temperature = 0.7 } } };
        var space = CandidateSpace.Create(new() { Only = ["temperature", "samples"], Knobs = [new("temperature") { Low = 0, High = 1, Step = 0.1 }] }, voting).Space;
        Assert.True(space.Allows(new([new("temperature", 0), new("samples", 1)])));
        Assert.False(space.Allows(new([new("temperature", 0), new("samples", 3)])));
    }

    [Property]
    public Property Every_configuration_of_every_preset_is_a_candidate_with_valid_decoding(ulong seed, bool labels)
    {
        var preset = (TuningPreset)(seed % 4);
        var space = CandidateSpace.Create(new() { Preset = preset }, labels ? Written() with { Labels = ToyTask.Labels } : Written());
        var candidate = space.At(space.Space.Draw(new SeededRandom(seed)));
        return (!candidate.Decoding.Problems().Any() && candidate is not { Samples: > 1, Decoding.Temperature: 0 } && candidate is not { Mode: AnswerMode.Choice, Reasoning: not null })
            .Label($"{preset}: {candidate.Decoding}");
    }

    [Fact]
    public void A_knob_is_turned_only_where_it_counts()
    {
        var space = CandidateSpace.Create(new() { Preset = TuningPreset.Classification }, Written() with { Labels = ToyTask.Labels });
        var choice = space.At(new([new("answer_mode", "choice"), new("calibration", "batch"), new("examples", 1)]));
        Assert.Equal((AnswerMode.Choice, CalibrationMethod.Batch, 3, 0), (choice.Mode, choice.Calibration, choice.Examples.Count, choice.Decoding.Temperature));
        var voted = space.At(new([new("answer_mode", "free"), new("examples", 0), new("sampling", "temperature"), new("temperature", 0.7), new("samples", 5), new("aggregation", "majority-vote")]));
        Assert.Equal((0.7, 5, Aggregation.MajorityVote), (voted.Decoding.Temperature, voted.Samples, voted.Aggregation));
    }

    [Fact]
    public void What_cannot_be_taken_is_dropped_and_said()
    {
        var space = CandidateSpace.Create(new() { Preset = TuningPreset.Classification }, Written());
        Assert.Equal(["answer_mode is not tuned: the task has no labels to score.", "calibration is not tuned: it is about scored labels."], space.Dropped);
        var unable = CandidateSpace.Create(new() { Preset = TuningPreset.Classification }, Written() with { Labels = ToyTask.Labels, Capabilities = LanguageModelCapabilities.None });
        Assert.Contains("answer_mode is not tuned: the model cannot score labels.", unable.Dropped);
    }

    [Fact]
    public void Ranges_and_choices_can_be_changed_and_knobs_added_or_left_out()
    {
        var spec = new TuningSpec
        {
            Preset = TuningPreset.MathReasoning,
            Knobs = [new("temperature") { Low = 0, High = 1, Step = 0.25 }, new("samples") { Choices = ["1", "3"] }],
            Only = ["temperature", "samples", "aggregation"],
        };
        var space = CandidateSpace.Create(spec, Written()).Space;
        Assert.Equal(["temperature", "samples", "aggregation"], space.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("0, 0.25, 0.5, 0.75, 1", string.Join(", ", space.Parameters[0].All));
        Assert.Equal("1, 3", string.Join(", ", space.Parameters[1].Choices));
        Assert.Equal("3", string.Join(", ", space.Parameters[2].Condition!.Values));
        Assert.False(space.Allows(new([new("temperature", 0), new("samples", 3), new("aggregation", "first")])));
    }

    [Theory]
    [InlineData("warmth", null, "there is no knob 'warmth' to tune; there are prompt, ")]
    [InlineData("temprature", null, "there is no knob 'temprature' to tune (did you mean 'temperature'?)")]
    [InlineData("samples", "2", "samples has no choice '2'")]
    public void A_wrong_knob_is_refused_with_what_there_is(string name, string? choice, string says)
    {
        var error = Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Knobs = [new(name) { Choices = choice is null ? [] : [choice] }] }, Written()));
        Assert.Contains(says, error.Message);
    }

    [Theory]
    [InlineData("temperature", -5.0, -1.0, null, "temperature: both ends must be 0 to 5, but is -5")]
    [InlineData("temperature", 1e300, 1.5e308, null, "temperature: both ends must be 0 to 5, but is 1E+300")]
    [InlineData("top_p", 0.0, 1.0, null, "top_p: both ends must be above 0, at most 1, but is 0")]
    [InlineData("min_p", 0.0, 1.0, null, "min_p: both ends must be at least 0, below 1, but is 1")]
    [InlineData("top_k", 0.0, 1e18, null, "top_k: must be at most 2147483647, but goes from 0 to 1E+18")]
    [InlineData("max_tokens", 0.0, 100.0, null, "max_tokens: both ends must be at least 1, but is 0")]
    [InlineData("max_tokens", 8.0, 100.0, 8.0, "max_tokens: a step needs a linear scale")]
    [InlineData("reasoning_steps", 4.0, 99.0, null, "reasoning_steps: both ends must be 1 to 32, but is 99")]
    [InlineData("reasoning_steps", 4.5, 8.0, null, "reasoning_steps: low, high and step of a whole number must be whole")]
    [InlineData("temperature", 0.0, 1.0, 5.0, "temperature: the step 5 is larger than the range from 0 to 1; give a smaller one, or none")]
    [InlineData("temperature", 0.0, 1.0, 1e-12, "temperature: the step 1E-12 is too small for the range from 0 to 1")]
    [InlineData("samples", 1.0, 9.0, null, "samples has a list of values and no range: write samples: {choices: [1, 3, 5, 9]}, or some of them")]
    public void A_range_that_the_knob_cannot_be_turned_over_is_refused_before_anything_is_run(string name, double low, double high, double? step, string says)
    {
        var range = new KnobRange(name) { Low = low, High = high, Step = step };
        var error = Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Knobs = [range] }, Written()));
        Assert.Equal($"tune: {says}.", error.Message);
        error = Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Knobs = [range with { Place = "task.yaml:7:9" }] }, Written()));
        Assert.Equal($"task.yaml:7:9: tune: {says}.", error.Message);
    }

    [Fact]
    public void Choices_of_a_number_are_refused_rather_than_passed_over() => Assert.Contains(
        "tune: temperature is a number: give low and high, and a step if you like, instead of choices",
        Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Knobs = [new("temperature") { Choices = ["0.1", "0.5"] }] }, Written())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_task_that_leaves_nothing_to_tune_is_refused() =>
        Assert.Contains("nothing is left to tune", Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Only = ["answer_mode"] }, Written())).Message);

    [Fact]
    public void No_knob_at_all_is_refused() => Assert.Equal(
        "nothing is left to tune: no knob is named. Name other knobs, or another preset.", Assert.Throws<BadInputException>(() => CandidateSpace.Create(new() { Only = [] }, Written())).Message);

    [Property]
    public Property The_candidate_of_a_configuration_is_found_again(ulong seed, bool labels)
    {
        var written = Written() with { Capabilities = Able | LanguageModelCapabilities.Repeatable, Labels = labels ? ToyTask.Labels : [] };
        var space = CandidateSpace.Create(new() { Preset = (TuningPreset)(seed % 4), Only = null, Knobs = [new("stop"), new("seed")] }, WithPool(written).Context);
        var configuration = space.Space.Draw(new SeededRandom(seed));
        var found = space.Find(space.At(configuration));
        return (found is not null && CandidateJson.Identity(space.At(found)) == CandidateJson.Identity(space.At(configuration))).Label($"{configuration} | {found}");
    }

    [Fact]
    public void The_prompt_of_one_candidate_meets_the_examples_of_another()
    {
        var (context, donors) = WithPool(Written());
        var space = CandidateSpace.Create(new TuningSpec { Only = ["temperature", "examples"] }.AmongPrompts(), context);
        Assert.Equal(["prompt", "examples", "temperature"], space.Space.Parameters.Select(parameter => parameter.Name));
        var crossed = new Configuration([new("prompt", "trial 9"), new("examples", "trial 7"), new("temperature", 0)]);
        Assert.Equal((donors[2].Candidate.Instruction, 3), (space.At(crossed).Instruction, space.At(crossed).Examples.Count));
        Assert.Equal(9, space.TrialOf(crossed));
        Assert.Equal("examples=trial 7, prompt=trial 7, temperature=0", space.Find(donors[1].Candidate)!.ToString());
        Assert.Null(space.Find(donors[1].Candidate with { Instruction = "Something else." }));
        Assert.Null(space.Find(donors[1].Candidate with { Decoding = donors[1].Candidate.Decoding with { RepeatPenalty = 1.2 } }));
    }

    [Fact]
    public void One_prompt_alone_is_no_choice_and_that_is_said()
    {
        var (context, donors) = WithPool(Written());
        var space = CandidateSpace.Create(new TuningSpec { Only = ["temperature"] }.AmongPrompts(), context with { Pool = PromptPool.Of([donors[0]], 4) });
        Assert.Equal(["prompt is not tuned: there is only one to choose from."], space.Dropped);
    }

    [Fact]
    public void Tokens_written_for_a_row_can_be_limited()
    {
        var spec = new TuningSpec { Only = ["temperature", "samples", "max_tokens"], MostTokens = 100 };
        var space = CandidateSpace.Create(spec, Written()).Space;
        var random = new SeededRandom(3);
        Assert.All(Enumerable.Range(0, 200).Select(_ => space.Draw(random)), drawn => Assert.True(drawn["samples"].Number * drawn["max_tokens"].Number <= 100, drawn.ToString()));
        var error = Assert.Throws<BadInputException>(() => CandidateSpace.Create(spec with { MostTokens = 8 }, Written()));
        Assert.Contains("tune.most_tokens: must be at least 16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_near_a_configuration_keeps_what_others_count_under_and_narrows_the_numbers()
    {
        var space = CandidateSpace.Create(new() { Preset = TuningPreset.Classification }, Written() with { Labels = ToyTask.Labels }).Space;
        var centre = new Configuration([new("answer_mode", "free"), new("examples", 2), new("sampling", "temperature"), new("temperature", 0.5), new("samples", 5), new("aggregation", "majority-vote")]);
        var near = Neighbourhood.Of(space, centre);
        Assert.Equal(["temperature", "samples", "aggregation"], near.Select(range => range.Name));
        Assert.Equal((0.3, 0.7, 0.05), (near[0].Low!.Value, near[0].High!.Value, near[0].Step!.Value));
        Assert.Equal(["3", "5", "9"], near[1].Choices);
        Assert.Equal(["first", "majority-vote"], near[2].Choices.Order());
    }

    [Fact]
    public void Texts_that_end_a_reply_are_a_choice_and_own_ones_stay_one()
    {
        var own = Written() with { Base = Written().Base with { Decoding = new() { MaxTokens = 16, Stop = ["###"] } } };
        var space = CandidateSpace.Create(new() { Only = ["stop"] }, own);
        Assert.Equal(["none", "blank-line", "line", "own"], space.Space.Parameters[0].Choices.Select(choice => choice.ToString()));
        Assert.Equal(["###"], space.At(space.Space.Default).Decoding.Stop);
        Assert.Equal(["\n\n"], space.At(new([new("stop", "blank-line")])).Decoding.Stop);
    }

    private static (KnobContext Context, PromptChoice[] Donors) WithPool(KnobContext context)
    {
        var train = context.Train;
        PromptChoice[] donors =
        [
            new("trial 4", context.Base, 4),
            new("trial 7", context.Base with { Instruction = "Which colour?", Examples = [.. train.Take(3)], Layout = ExampleLayout.Inline }, 7),
            new("trial 9", context.Base with { Instruction = "Colour!", AnswerPrefix = "It is" }, 9),
            new("trial 11", context.Base with { Instruction = "Colour!", AnswerPrefix = "It is", Examples = [.. train.Skip(5).Take(2)] }, 11),
        ];
        return (context with { Pool = PromptPool.Of(donors, 4) }, donors);
    }

    private static string Names(TuningPreset preset, KnobContext context) =>
        string.Join(", ", CandidateSpace.Create(new() { Preset = preset }, context).Space.Parameters.Select((Parameter parameter) => parameter.Name));

    private static KnobContext Written() => new()
    {
        Base = new() { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 16 } },
        Task = ToyTask.OpenSpec("nowhere"),
        Train = ToyTask.Data().Train,
        Labels = [],
        Capabilities = Able,
        AnswerPrefixes = ["", "Answer:\n"],
        Study = new(1),
    };
}
