using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.Reports;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Reports;

public sealed class CandidateFileTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StudyFolder Write(Trial trial)
    {
        var folder = new StudyFolder(_folder.Path, "s-1");
        BestFiles.Write(folder, SampleReport.Study, SampleReport.Task, trial, SampleReport.Outcome, SampleReport.Labels);
        return folder;
    }

    private void RoundTrips(Trial trial)
    {
        var (candidate, calibration) = CandidateFile.Load(Write(trial).BestYaml, SampleReport.Labels);
        Assert.Equal(Sorted(trial.Candidate), Sorted(candidate));
        Assert.Equal(JsonSerializer.Serialize(trial.Calibration, Json), JsonSerializer.Serialize(calibration, Json));
    }

    /// <summary>JSON with dictionaries in one order, which is no part of their value.</summary>
    private static string Sorted(Candidate candidate) => JsonSerializer.Serialize(
        candidate with
        {
            LabelWords = new SortedDictionary<string, string>(candidate.LabelWords.ToDictionary(), StringComparer.Ordinal),
            Examples = [.. candidate.Examples.Select(e => e with { Fields = new SortedDictionary<string, string>(e.Fields.ToDictionary(), StringComparer.Ordinal) })],
        },
        Json);

    private BadInputException Refused(string yaml)
    {
        File.WriteAllText(_folder.File("c.yaml"), yaml);
        return Assert.Throws<BadInputException>(() => CandidateFile.Load(_folder.File("c.yaml"), SampleReport.Labels));
    }

    [Fact]
    public void The_files_read_as_agreed()
    {
        var folder = Write(SampleReport.Trial);
        Golden.Check("best.yaml", File.ReadAllText(folder.BestYaml));
        Golden.Check("best-prompt.txt", File.ReadAllText(folder.BestPrompt));
    }

    [Fact]
    public void A_complete_candidate_comes_back() => RoundTrips(SampleReport.Trial);

    [Fact]
    public void A_mark_before_the_answer_comes_back_and_people_are_told()
    {
        var trial = SampleReport.Trial with { Calibration = FittedCalibration.None };
        trial = trial with { Candidate = trial.Candidate with { Mode = AnswerMode.Free, AnswerMark = "Answer:" } };
        RoundTrips(trial);
        Assert.Contains("behind the last 'Answer:'", File.ReadAllText(Write(trial).BestPrompt));
    }

    [Property(MaxTest = 50)]
    public Property Samples_and_reasoning_come_back()
    {
        var candidates =
            from samples in Gen.Choose(1, Candidate.MostSamples)
            from how in Gen.Elements(Enum.GetValues<Aggregation>())
            from steps in Gen.Choose(0, ReasoningLoop.Most)
            from period in Gen.Choose(0, ReasoningLoop.Most)
            select new Candidate
            {
                Instruction = "x",
                Samples = samples,
                Aggregation = samples > 1 ? how : Aggregation.MajorityVote,
                Reasoning = steps == 0 ? null : new() { Steps = steps, PlanningPeriod = period },
            };
        return Prop.ForAll(candidates.ToArbitrary(), candidate => RoundTrips(SampleReport.Trial with { Candidate = candidate, Calibration = FittedCalibration.None }));
    }

    [Fact]
    public void Samples_and_reasoning_are_told_to_people_and_mistakes_in_them_with_their_place()
    {
        var candidate = new Candidate { Instruction = "x", Samples = 5, Reasoning = new() { Steps = 6, PlanningPeriod = 2 } };
        var folder = Write(SampleReport.Trial with { Candidate = candidate, Calibration = FittedCalibration.None });
        Assert.Contains("samples: 5\naggregation: majority-vote\nreasoning:\n  steps: 6\n  planning_period: 2\n", File.ReadAllText(folder.BestYaml), StringComparison.Ordinal);
        Assert.Contains("samples: 5 a row, majority-vote\nreasoning: at most 6 steps, a plan before the first and then every 2 steps", File.ReadAllText(folder.BestPrompt), StringComparison.Ordinal);
        var message = Refused("format: promptopt-candidate/1\ninstruction: x\nsamples: 65\naggregation: best\nreasoning: {planning_period: 40}\n").Message;
        foreach (var part in new[] { "c.yaml:3:10: samples: must be", "c.yaml:4:14: aggregation: must be one of first, majority-vote, best-log-probability", "reasoning.steps: is missing", "c.yaml:5:30: reasoning.planning_period: must be" })
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fixed_seed_comes_back_and_a_wrong_one_is_told_with_its_place()
    {
        var trial = SampleReport.Trial with { Candidate = new() { Instruction = "x", AnswerSeed = 7, Decoding = new() { Temperature = 0.5 } }, Calibration = FittedCalibration.None };
        RoundTrips(trial);
        var folder = Write(trial);
        Assert.Contains("  max_tokens: 128\n  seed: 7\n", File.ReadAllText(folder.BestYaml), StringComparison.Ordinal);
        Assert.Contains("decoding: temperature 0.5, max_tokens 128, seed 7\n", File.ReadAllText(folder.BestPrompt), StringComparison.Ordinal);
        File.WriteAllText(_folder.File("fresh.yaml"), "format: promptopt-candidate/1\ninstruction: x\ndecoding: {seed: fresh}\n");
        Assert.Null(CandidateFile.Load(_folder.File("fresh.yaml"), []).Candidate.AnswerSeed);
        var message = Refused("format: promptopt-candidate/1\ninstruction: x\ndecoding: {seed: -7}\n").Message;
        Assert.Contains("c.yaml:3:18: decoding.seed: must be fresh or a whole number from 0 to 2147483647, but is '-7'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_candidate_comes_back() =>
        RoundTrips(SampleReport.Trial with { Candidate = new() { Instruction = "" }, Calibration = FittedCalibration.None });

    [Fact]
    public void Nearest_examples_come_back_and_are_told_to_people()
    {
        var trial = SampleReport.Trial with { Candidate = SampleReport.Trial.Candidate with { NearestExamples = new(4, NearestBy.TfIdf) } };
        RoundTrips(trial);
        var folder = Write(trial);
        Assert.Contains("nearest_examples:\n  count: 4\n  by: tf-idf\n", File.ReadAllText(folder.BestYaml), StringComparison.Ordinal);
        Assert.Contains("the 4 train rows most similar to the input, by tf-idf", File.ReadAllText(folder.BestPrompt), StringComparison.Ordinal);
        Assert.Contains("nearest_examples.by", Refused("format: promptopt-candidate/1\ninstruction: x\nnearest_examples: {count: 2, by: luck}\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_numbers_and_token_biases_come_back() => RoundTrips(SampleReport.Trial with
    {
        Calibration = new(CalibrationMethod.Contextual, [double.NegativeInfinity, 0.1 + 0.2], 3),
        Candidate = SampleReport.Trial.Candidate with
        {
            Calibration = CalibrationMethod.Contextual,
            Decoding = new() { Temperature = 1.0 / 3, MinP = 1e-300, LogitBias = new Dictionary<int, double> { [3] = double.NegativeInfinity, [40] = 0.5 } },
        },
    });

    [Theory]
    [InlineData(" leading")]
    [InlineData("\n\n  leading lines")]
    [InlineData("\tleading tab")]
    [InlineData("trailing\n")]
    [InlineData("trailing\n\n\n")]
    [InlineData("trailing blanks  \n  ")]
    [InlineData("---\n...\n# no comment\n- no: list")]
    [InlineData("\"'`{{x}}{{#keep}}[]{},&*!|>%@")]
    [InlineData("windows\r\nlines\r")]
    [InlineData("\0\u0007\u0085\u2028\uFEFF\uFFFE")]
    [InlineData("日本語 😀 العربية e\u0301")]
    [InlineData("   \n   ")]
    [InlineData("  \n\n\\")]
    [InlineData("\n  \n  a\n    b")]
    [InlineData("\n")]
    [InlineData("a\n \n\t\n\nb")]
    [InlineData("null")]
    [InlineData("~")]
    public void Odd_texts_come_back(string text)
    {
        RoundTrips(Everywhere(text));
    }

    [Property(MaxTest = 150)]
    public Property Any_text_comes_back()
    {
        var piece = Gen.Elements("a", "B é", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\"", "'", "\\", "---", "...", "#", ":", ": ", "- ", "|", ">", "{{x}}", "%", "@", "&", "*", "!", "?", "😀", "\u0001", "\u00a0", "\u0085", "\u2028", "\ufeff", "0", "null");
        return Prop.ForAll(piece.ListOf().Select(p => string.Concat(p)).ToArbitrary(), text => RoundTrips(Everywhere(text)));
    }

    private static Trial Everywhere(string text) => SampleReport.Trial with
    {
        Candidate = SampleReport.Trial.Candidate with
        {
            Instruction = text,
            User = text,
            AnswerPrefix = text,
            LabelWords = new Dictionary<string, string> { ["negative"] = text },
            Examples = [new Example { Id = text, Input = text, Target = text, Fields = new Dictionary<string, string> { [text] = text, ["input"] = text } }],
            Decoding = new() { Stop = text.Length == 0 ? [] : [text, "\n"] },
        },
    };

    [Fact]
    public void Offsets_follow_the_order_of_the_tasks_labels()
    {
        var (_, calibration) = CandidateFile.Load(Write(SampleReport.Trial).BestYaml, ["positive", "negative"]);
        Assert.Equal([-0.5, -1.25], calibration.Offsets);
    }

    [Fact]
    public void Another_tasks_candidate_is_refused_with_places()
    {
        var path = Write(SampleReport.Trial).BestYaml;
        var error = Assert.Throws<BadInputException>(() => CandidateFile.Load(path, ["negative", "neutral"]));
        Assert.Contains("label_words.positive: is no label of the task", error.Message, StringComparison.Ordinal);
        Assert.Contains("calibration.offsets.neutral: is missing", error.Message, StringComparison.Ordinal);
        Assert.All(error.Message.Split('\n'), line => Assert.StartsWith(path + ":", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_are_told_all_at_once_with_line_and_column()
    {
        var error = Refused("format: promptopt-candidate/1\ninstructon: x\nmode: chioce\ndecoding:\n  temperature: 9\n  top_k: many\n");
        Assert.Equal(2, error.ExitCode);
        foreach (var part in new[] { "c.yaml:2:1: unknown key 'instructon'; did you mean 'instruction'?", "instruction: is missing", "c.yaml:3:7: mode: must be one of free, choice", "c.yaml:5:16: decoding.temperature: must be 0 to 5", "c.yaml:6:10: decoding.top_k" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [", "c.yaml:")]
    [InlineData("- a", "c.yaml:1:1:")]
    [InlineData("", "c.yaml:1:1:")]
    [InlineData("format: other/3\ninstruction: x", "must be promptopt-candidate/1, but is 'other/3'")]
    public void What_is_no_candidate_is_refused(string yaml, string part) => Assert.Contains(part, Refused(yaml).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_file_is_an_instruction_and_nothing_else()
    {
        File.WriteAllText(_folder.File("p.txt"), "\uFEFF  Say \"yes\".\r\n---\r\nOr no.\n\n");
        var (candidate, calibration) = CandidateFile.Load(_folder.File("p.txt"), []);
        Assert.Equal("  Say \"yes\".\n---\nOr no.", candidate.Instruction);
        Assert.Equal("{{input}}", candidate.User);
        Assert.Equal(FittedCalibration.None, calibration);
    }

    [Fact]
    public void A_missing_file_is_bad_input()
    {
        Assert.Contains("there is no such file", Assert.Throws<BadInputException>(() => CandidateFile.Load(_folder.File("no.txt"), [])).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<BadInputException>(() => CandidateFile.Load(_folder.File("no.yaml"), [])).Message, StringComparison.Ordinal);
    }
}
