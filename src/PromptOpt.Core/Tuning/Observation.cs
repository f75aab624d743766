using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>A configuration that was tried, and what came of it.</summary>
public sealed record Observation
{
    /// <summary>Number of the trial, rising through the history.</summary>
    public required int Number { get; init; }

    /// <summary>What was tried.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>Whether there is a value.</summary>
    public ObservationState State { get; init; } = ObservationState.Complete;

    /// <summary>The objective, higher is better; meaningless unless complete.</summary>
    public double Value { get; init; }

    /// <summary>Standard error of the value; 0, the default, where it is exact.</summary>
    public double StandardError { get; init; }

    /// <summary>How much of the full evaluation the value rests on, such as the share of the rows, above 0 and at most 1. Default 1.</summary>
    public double Fidelity { get; init; } = 1;

    /// <summary>All objectives, each higher is better, for samplers of several; empty, the default, where there is only <see cref="Value"/>.</summary>
    public IReadOnlyList<double> Objectives { get; init; } = [];

    /// <summary>By how much constraints on the outcome are broken; 0, the default, where none is.</summary>
    public double Violation { get; init; }

    /// <summary>What a full evaluation of it costs as far as it is known, above 0, one for each limit of the budget that it is tried under (<see cref="Costs.TuningBudget.Limits"/>); empty, the default, where it is not known.</summary>
    internal IReadOnlyList<double> Costs { get; init; } = [];

    /// <summary>Who suggested it: the name of a sampler, <c>default</c>, or <c>given</c>.</summary>
    public string Source { get; init; } = "given";

    /// <summary>What the sampler noted when it suggested it (<see cref="Suggestion.Memo"/>). Default: nothing.</summary>
    public string Memo { get; init; } = "";
}
