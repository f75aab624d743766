using PromptOpt.Cli.Printing;
using PromptOpt.Evaluation;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

public sealed class TreePageTests
{
    private static readonly Trial[] Trials =
    [
        .. FakeSession.Trials(),
        FakeSession.Trials().Last() with { Number = 5, Level = 2, Operator = "edit", Parent = 1, Change = "against 'walls': look first", State = TrialState.Complete, Value = 0.7, RowsSaved = 0 },
        FakeSession.Trials().Last() with { Number = 6, Level = 3, Operator = "merge", Parent = 3, OtherParent = 5, Change = "merged with trial 5", State = TrialState.Failed, Value = null, SeedValue = null },
    ];

    [Fact]
    public void The_tree_reads_as_agreed()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        TreePage.Write(writer, Trials[2], Trials, null);
        writer.WriteLine();
        TreePage.Write(writer, null, Trials, 40);
        Golden.Check("show-tree.txt", writer.ToString());
    }

    [Fact]
    public void A_merged_trial_names_both_parents_and_its_ancestors()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        TrialPage.Write(writer, Trials[5], Trials, [], null, null);
        Golden.Check("show-merged-trial.txt", writer.ToString());
    }

    [Fact]
    public void A_trial_with_several_samples_and_thoughts_shows_its_numbers_and_how_one_row_went()
    {
        var trial = Trials[0] with { Candidate = new() { Instruction = "Add.", Samples = 3, Reasoning = new() { Steps = 2, PlanningPeriod = 1 }, Decoding = new() { Temperature = 0.7 } } };
        SampleSet samples = new()
        {
            Drawn = [new() { Output = "Answer: 8" }, new() { Output = "Answer: 9", Steps = [new() { Plan = "Add both.", Text = "4 and 5\nmake 9." }, new() { Text = "Answer: 9" }] }, new() { Output = "Answer: 9" }],
            Chosen = 1,
        };
        Rollout row = new() { Position = 0, ExampleId = "a", Input = "4 + 5", Output = "Answer: 9", Answer = "9", Score = 1, PromptTokens = 1200, OutputTokens = 90, Seconds = 0.25, Calls = 12, CutOff = 3, Samples = samples };
        using var writer = new StringWriter { NewLine = "\n" };
        Rollout[] rows = [row, row with { Score = 0, Seconds = 1.25 }];
        TrialPage.Write(writer, trial, Trials, [new() { Key = new(1, Phase.Train, 0), Rollouts = [row] }, new() { Key = new(1, Phase.Validation, 0), Rollouts = rows }], RolloutNumbers.Of(rows), null);
        Golden.Check("show-thinking-trial.txt", writer.ToString());
    }
}
