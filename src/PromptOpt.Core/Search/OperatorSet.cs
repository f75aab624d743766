using PromptOpt.Search.Operators;

namespace PromptOpt.Search;

/// <summary>The operators a session may use.</summary>
public static class OperatorSet
{
    /// <summary>All operators of the product.</summary>
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
    ];

    /// <summary>The operators with these names; null is all.</summary>
    /// <exception cref="BadInputException">A name is not known.</exception>
    public static IReadOnlyList<IOperator> Named(IReadOnlyList<string>? names)
    {
        if (names is null) return All;
        foreach (var name in names)
        {
            if (All.All(o => o.Name != name))
                throw new BadInputException($"search.operators: there is no operator '{name}'; there are {string.Join(", ", All.Select(o => o.Name))}.");
        }

        return All.Where(o => names.Contains(o.Name)).ToArray();
    }
}
