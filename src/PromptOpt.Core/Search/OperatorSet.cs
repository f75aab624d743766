using PromptOpt.Search.Operators;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Designs;
using PromptOpt.Yaml;

namespace PromptOpt.Search;

/// <summary>The operators a session may use.</summary>
public static class OperatorSet
{
    /// <summary>All operators of the product. New ones join at the end: the order is part of what a seed draws.</summary>
    public static IReadOnlyList<IOperator> All { get; } =
    [
        new FirstTryOperator(),
        new ExamplesOperator(),
        new ExampleSwapOperator(),
        new ExampleOrderOperator(),
        new ExampleLayoutOperator(),
        new AnswerModeOperator(),
        new CalibrationOperator(),
        new LabelListOperator(),
        new LabelWordsOperator(),
        new LabelDefinitionsOperator(),
        new SnippetOperator(),
        new FormatReminderOperator(),
        new DecodingOperator(new SobolSampler()),
        new ParaphraseOperator(),
        new RewriteOperator(),
        new MergeOperator(),
        new EditOperator(),
        new AdviseOperator(),
        new DropSentenceOperator(),
        new SwapSentencesOperator(),
        new ShortenOperator(),
        new NearestExamplesOperator(),
        new ReplyPrefixOperator(),
        new ReflectOperator(),
        new CrossoverOperator(),
        new DifferentialOperator(),
        new MiproDrawOperator(),
        new InduceOperator(),
        new CriticizeOperator(),
        new FromScoresOperator(),
        new ImproveOperator(),
        new ScaffoldOperator(),
        new CalibratedExamplesOperator(),
        new TuneOperator(TuneOperator.Alone),
        new GridCellOperator(),
        new TuneOperator(TuneOperator.Joint),
        new TuneOperator(TuneOperator.Again),
    ];

    /// <summary>Operators of published strategies; ours use them only where a task names them.</summary>
    private static readonly string[] Published =
    [
        "induce", "criticize", "from-scores", "improve", "scaffold", "calibrated-examples", "reflect", "crossover", "differential", "mipro-draw",
    ];

    /// <summary>Operators that need what one strategy sets up, with that strategy: a task cannot name them.</summary>
    private static readonly Dictionary<string, Strategy> Bound = new()
    {
        [TuneOperator.Alone] = Strategy.Tune,
        [TuneOperator.Joint] = Strategy.Joint,
        [TuneOperator.Again] = Strategy.Joint,
        [GridCellOperator.OperatorName] = Strategy.Grid,
    };

    /// <summary>What the preset standard uses on datasets; results were measured with exactly these.</summary>
    private static readonly string[] Standard =
    [
        "first-try", "examples", "example-swap", "example-order", "example-layout", "answer-mode", "calibration", "label-list", "label-words",
        "label-definitions", "snippet", "format-reminder", "decoding", "paraphrase", "rewrite",
    ];

    /// <summary>What multi-step tasks are searched with: nothing about labels and examples.</summary>
    private static readonly string[] Episodes =
        ["decoding", "paraphrase", "rewrite", "merge", "edit", "advise", "drop-sentence", "swap-sentences", "shorten", "reply-prefix"];

    /// <summary>The operators with these names, in the order of <see cref="All"/>.</summary>
    /// <exception cref="BadInputException">A name is not known.</exception>
    public static IReadOnlyList<IOperator> Named(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (All.All(o => o.Name != name))
                throw new BadInputException($"search.operators: there is no operator '{name}'; there are {string.Join(", ", All.Select(o => o.Name))}.");
        }

        return All.Where(o => names.Contains(o.Name)).ToArray();
    }

    /// <summary>Why a task cannot name an operator; null where it can.</summary>
    internal static string? ProblemOf(string name)
    {
        if (Bound.TryGetValue(name, out var strategy)) return $"'{name}' is what the strategy {KebabCase.Of(strategy)} does; leave it out, and run with --strategy {KebabCase.Of(strategy)}";
        string[] free = [.. All.Select(o => o.Name).Except(Bound.Keys)];
        return free.Contains(name) ? null : $"there is no operator '{name}'{Spelling.Hint(name, free)}; there are {string.Join(", ", free)}";
    }

    /// <summary>Names of the operators that a preset without a list of its own uses on a task.</summary>
    internal static IReadOnlyList<string> Suited(Strategy preset, TaskSpec task)
    {
        if (task.Environment is not null) return Episodes;
        return preset == Strategy.Standard ? Standard : [.. All.Select(o => o.Name).Except([.. Published, .. Bound.Keys])];
    }
}
