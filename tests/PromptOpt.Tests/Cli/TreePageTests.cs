using PromptOpt.Cli.Printing;
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
        TrialPage.Write(writer, Trials[5], Trials, null);
        Golden.Check("show-merged-trial.txt", writer.ToString());
    }
}
