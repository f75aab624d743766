namespace PromptOpt.Search;

/// <summary>Named ways to search; <see cref="SearchPlan"/> holds what each means.</summary>
public enum SearchPreset
{
    /// <summary>Plain first tries, then one level after the other from the best so far; what datasets are searched with.</summary>
    Standard,

    /// <summary>PROMST's archive with few children: for short budgets. What multi-step tasks are searched with.</summary>
    Small,

    /// <summary>PROMST as its paper describes it, without the score model.</summary>
    Paper,
}
