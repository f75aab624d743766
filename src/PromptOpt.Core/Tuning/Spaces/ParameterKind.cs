namespace PromptOpt.Tuning.Spaces;

/// <summary>What values a parameter takes.</summary>
public enum ParameterKind
{
    /// <summary>A real number between two bounds, on a grid where a step is given.</summary>
    Real,

    /// <summary>A whole number between two bounds.</summary>
    Whole,

    /// <summary>One of a list of values whose order means something, such as 1, 3, 9.</summary>
    Ordinal,

    /// <summary>One of a list of values without an order.</summary>
    Categorical,

    /// <summary>False or true.</summary>
    Boolean,
}
