using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>What the presets mean, as data.</summary>
internal static class SearchPresets
{
    private static readonly SearchPlan[] All =
    [
        new() { Preset = SearchPreset.Standard, Selection = ParentSelection.Best },
        new()
        {
            Preset = SearchPreset.Small,
            FirstLevel = 12,
            Parents = 5,
            ChildrenPerParent = 2,
            Selection = ParentSelection.Score,
            MostSimilar = 0.97,
        },
        new() // Chen et al. 2024, section 4 and Algorithm 1; the checks for copies are ours
        {
            Preset = SearchPreset.Paper,
            FirstLevel = 20,
            Parents = 5,
            ChildrenPerParent = 8,
            Patience = 3,
            Selection = ParentSelection.Score,
            Races = false,
            MostSimilar = 0.97,
            Operators = ["rewrite"],
        },
    ];

    /// <summary>The plan of a preset, before a task or options change it.</summary>
    public static SearchPlan Of(SearchPreset preset) => All.Single(plan => plan.Preset == preset);

    /// <summary>The preset of a task that names none.</summary>
    public static SearchPreset DefaultFor(TaskSpec task) => task.Environment is null ? SearchPreset.Standard : SearchPreset.Small;
}
