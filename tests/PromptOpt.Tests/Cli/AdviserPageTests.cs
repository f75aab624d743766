using PromptOpt.Cli.Printing;
using PromptOpt.Search.Advising;
using PromptOpt.Studies;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Cli;

public sealed class AdviserPageTests
{
    private static readonly Wave[] Waves =
    [
        Wave(1, Phase.Validation, "row", 40, 30), Wave(2, Phase.Propose, "adviser: scores", 20, 36), Wave(2, Phase.Validation, "row", 40, 70), Wave(2, Phase.Test, "row", 90, 900),
    ];

    [Fact]
    public void A_model_that_found_the_best_trial_is_credited_with_doubt() => Check("adviser-helped.txt", 0.1);

    [Fact]
    public void A_model_that_never_helped_is_said_not_to_have() => Check("adviser-useless.txt", -0.1);

    [Fact]
    public void A_study_without_an_adviser_has_no_such_part()
    {
        Assert.Null(AdviserReport.Of([Trial(1, null, 0, null), Trial(2, "tpe", 0.1, null)], Waves));
        Assert.Equal("", Written(null));
    }

    [Fact]
    public void A_model_without_a_guard_is_judged_by_its_trials()
    {
        var report = AdviserReport.Of([Trial(1, null, 0, null), Trial(2, "random", 0.1, null), Trial(3, "llambo", 0.2, null)], Waves)!;
        Assert.False(report.IsGuarded);
        Assert.True(report.Helped);
        Assert.DoesNotContain("weight", Written(report), StringComparison.Ordinal);
    }

    private static void Check(string golden, double lead) => Golden.Check(golden, Written(AdviserReport.Of(
        [
            Trial(1, null, 0, null),
            Trial(2, GuardedSampler.AdvisorSource, lead, Memo(GuardOutcome.Taken, 0.3)),
            Trial(3, "noisy-ei", 0.05, Memo(GuardOutcome.Outbid, 0.3)),
            Trial(4, "noisy-ei", -0.02, Memo(GuardOutcome.Muted, 0.004)),
        ],
        Waves)));

    private static string Written(AdviserReport? report)
    {
        var writer = new StringWriter { NewLine = "\n" };
        AdviserPage.Write(writer, report);
        return writer.ToString();
    }

    private static string Memo(GuardOutcome outcome, double weight) => new GuardMemo { Outcome = outcome, Weight = weight, Reason = "because" }.Write();

    private static Trial Trial(int number, string? source, double lead, string? memo) => new()
    {
        Number = number,
        Level = number - 1,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "Answer." },
        Operator = number == 1 ? "seed" : "tune",
        Value = 0.5 + lead,
        SeedValue = 0.5,
        Rows = 64,
        Tuned = source is null ? null : new Tuned(new Dictionary<string, ParameterValue>(), source) { Memo = memo },
    };

    private static Wave Wave(int trial, Phase phase, string purpose, int calls, double seconds) => new()
    {
        Key = new(trial, phase, 0),
        Rollouts = [.. Enumerable.Range(0, calls).Select(i => new Rollout { Position = i, Input = purpose, Output = "", PromptTokens = 90, OutputTokens = 10, CachedTokens = 60 })],
        StudySeconds = seconds,
    };
}
