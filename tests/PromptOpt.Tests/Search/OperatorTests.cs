using PromptOpt.Candidates;
using PromptOpt.Feedback;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class OperatorTests
{
    private static readonly TaskData Data = ToyTask.Data();
    private static readonly PromptLibrary Library = PromptLibrary.Load(RepositoryFolder.File("prompts"));

    /// <summary>All but those that need episodes, a space or a grid, which have tests of their own.</summary>
    public static TheoryData<string> Names => new(OperatorSet.All.Select(o => o.Name).Where(name => name is not ("reply-prefix" or "tune" or "tune-jointly" or "retune" or "grid-cell")));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_operator_repeats_itself_and_passes_the_checks(string name)
    {
        var check = new ProposalCheck(new(ToyTask.Spec("toy"), Data, ToyTask.Model()));
        int made = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var first = await Propose(name, Context(seed));
            var second = await Propose(name, Context(seed));
            Assert.Equal(Identity(first), Identity(second));
            if (first is null) continue;
            made++;
            Assert.NotEmpty(first.Change);
            Assert.Null(check.Refusal(first.Candidate, Context(seed).Base, []));
        }

        Assert.InRange(made, 1, 20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Kept_text_and_placeholders_survive(string name)
    {
        const string Kept = "{{#keep}}Never promise money to red.{{/keep}}";
        for (ulong seed = 0; seed < 20; seed++)
        {
            var context = Context(seed);
            context = context with { Base = context.Base with { Instruction = "Name it: red, green, blue. " + Kept } };
            if (await Propose(name, context) is { } proposal) Assert.Contains(Kept, proposal.Candidate.Instruction);
        }
    }

    [Theory]
    [InlineData(0, 24, 2)]
    [InlineData(1, 24, 2)]
    [InlineData(2, 24, 4)]
    [InlineData(3, 24, 8)]
    [InlineData(3, 12, 4)]
    public async Task The_first_tries_show_two_to_eight_examples_a_label_as_far_as_they_fit(int earlier, int room, int expected)
    {
        var context = AfterFirstTries(earlier) with { Fits = candidate => candidate.Examples.Count <= room };
        var candidate = (await Propose("first-try", context))!.Candidate;
        Assert.Equal(AnswerMode.Choice, candidate.Mode);
        Assert.Null(candidate.Calibration);
        Assert.All(ToyTask.Labels, label => Assert.Equal(expected, candidate.Examples.Count(e => e.Target == label)));
        Assert.Equal(earlier == 1, candidate.LabelWords.Count > 0);
    }

    [Fact]
    public async Task After_four_first_tries_the_bandit_takes_over() => Assert.Null(await Propose("first-try", AfterFirstTries(4)));

    [Fact]
    public void A_draw_leaves_half_of_the_train_rows_for_calibration()
    {
        Assert.Equal([1, 2, 4, 8], ExampleDraw.Sizes(Data.Train, ToyTask.Labels));
        Assert.Equal([1, 2, 4], ExampleDraw.Sizes([.. Data.Train.Take(47)], ToyTask.Labels));
        Assert.Equal([1], ExampleDraw.Sizes([.. Data.Train.Take(3)], ToyTask.Labels));
    }

    [Fact]
    public async Task Swapped_examples_keep_their_labels()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var context = Context(seed);
            var candidate = (await Propose("example-swap", context))!.Candidate;
            Assert.Equal(context.Base.Examples.Select(e => e.Target), candidate.Examples.Select(e => e.Target));
            Assert.Equal(candidate.Examples.Count, candidate.Examples.Select(e => e.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task Label_names_become_plain_words_and_the_instruction_follows()
    {
        var context = Context(1) with { Labels = ["AddToPlaylist", "rate_book"] };
        context = context with { Base = new() { Instruction = "One of AddToPlaylist, rate_book.", Mode = AnswerMode.Choice } };
        var candidate = (await Propose("label-words", context))!.Candidate;
        Assert.Equal("One of add to playlist, rate book.", candidate.Instruction);
        Assert.Equal("add to playlist", candidate.LabelWords["AddToPlaylist"]);
    }

    [Theory]
    [InlineData("Here is the revised prompt:\n\"Say which colour it is: red, green or blue.\"", "Say which colour it is: red, green or blue.")]
    [InlineData("```\nSay which colour\n```", null)]
    [InlineData("ok", null)]
    [InlineData("Say which colour it is.", "Say which colour it is.\nLabels: red, green, blue.")]
    public async Task A_written_prompt_is_unwrapped_and_debris_is_refused(string written, string? expected)
    {
        var context = Context(1, new ScriptedLanguageModel { Write = _ => written });
        Assert.Equal(expected, (await Propose("paraphrase", context))?.Candidate.Instruction);
    }

    [Fact]
    public async Task A_rewrite_shows_the_writer_its_parent_the_summaries_and_the_ancestors()
    {
        var asked = new List<string>();
        var model = new ScriptedLanguageModel
        {
            Write = request =>
            {
                lock (asked) asked.Add(request.Prompt.Messages[^1].Text);
                return asked.Count < 3 ? "They mix up dark colours." : "Look closely: red, green or blue?";
            },
        };
        var proposal = await Propose("rewrite", Context(3, model));
        Assert.Equal("Look closely: red, green or blue?", proposal!.Candidate.Instruction);
        Assert.Equal(3, asked.Count); // two groups of feedback, one writer
        Assert.Contains("wrong-green (2 of 3): They mix up dark colours.", asked[^1]);
        Assert.Contains("The oldest prompt.", asked[^1]);
        Assert.DoesNotContain("{{", asked[^1]);
    }

    [Fact]
    public void An_unknown_operator_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<BadInputException>(() => OperatorSet.Named(["exampels"]));
        Assert.Contains("'exampels'", error.Message);
        Assert.Contains("example-swap", error.Message);
    }

    private static Task<Proposal?> Propose(string name, ProposalContext context)
    {
        var chosen = OperatorSet.All.Single(o => o.Name == name);
        return chosen.Applies(context) ? chosen.ProposeAsync(context, CancellationToken.None) : Task.FromResult<Proposal?>(null);
    }

    private static string? Identity(Proposal? proposal) => proposal is null ? null : CandidateJson.Identity(proposal.Candidate);

    private static ProposalContext AfterFirstTries(int count)
    {
        var context = Context(1);
        var tried = context.History[0] with { Operator = "first-try" };
        return context with
        {
            Base = context.Base with { Mode = AnswerMode.Free, Examples = [] },
            History = [context.History[0], .. Enumerable.Range(2, count).Select(n => tried with { Number = n })],
        };
    }

    private static ProposalContext Context(ulong seed, ScriptedLanguageModel? model = null)
    {
        model ??= new ScriptedLanguageModel { Write = _ => "Find the colour in the text: red, green or blue." };
        var root = new Trial { Number = 1, Level = 0, State = TrialState.Complete, Operator = "seed", Value = 0.4, Candidate = new() { Instruction = "The oldest prompt." } };
        var cousin = root with { Number = 3, Parent = 1, Operator = "edit", Candidate = new() { Instruction = "The oldest prompt. Look twice at dark ones." } };
        // The decoding operator works on written answers and the first try on the seed prompt; both see such parents for half of the seeds.
        var candidate = new Candidate
        {
            Instruction = "Name the colour. Take your time with it, and look at every word of the text before you say which one it is, please. Answer with one word.",
            Mode = seed % 2 == 0 ? AnswerMode.Choice : AnswerMode.Free,
            Examples = Data.Train.Take(6).ToArray(),
        };
        var parent = root with { Number = seed % 4 < 2 ? 1 : 2, Parent = seed % 4 < 2 ? 0 : 1, Candidate = candidate };
        FeedbackRecord[] records = [Note("wrong-green", "'a' is green. Leaves are green.", "'\uFFFC' is green. Leaves are green."), Note("wrong-blue", "b"), Note("wrong-green", "'c' is green. Leaves are green.", "'\uFFFC' is green. Leaves are green.")];
        return new()
        {
            Task = ToyTask.Spec("toy") with { Search = new() { Decoding = new Dictionary<string, (double, double)> { ["temperature"] = (0.1, 1) } } },
            Train = Data.Train,
            Labels = Data.Labels,
            Base = candidate,
            Parent = parent,
            Rollouts = [.. records.Select(record => record.Rollout)],
            Records = records,
            History = [root, parent with { Number = 2 }, cousin],
            RaceScores = trial => [trial.Value ?? 0],
            Capabilities = model.Capabilities,
            Fits = candidate => candidate.Examples.Count <= 24,
            Random = new(seed),
            StudyRandom = new(1),
            Writer = new(ModelRoles.All(model), seed, RunAsync),
            Library = Library,
        };
    }

    private static FeedbackRecord Note(string rule, string message, string? template = null) =>
        new(new() { Position = 0, Input = message, Output = "", Score = 0, PromptTokens = 1, OutputTokens = 1 }, new(rule, FeedbackSeverity.High, message) { Template = template });

    private static async Task<Wave> RunAsync(int index, IReadOnlyList<PromptOpt.Evaluation.PlannedCall> calls) => new()
    {
        Key = new(2, Phase.Propose, index),
        Rollouts = await Task.WhenAll(calls.Select(call => call.Run(CancellationToken.None))),
    };
}
