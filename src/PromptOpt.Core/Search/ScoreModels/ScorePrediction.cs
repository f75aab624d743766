namespace PromptOpt.Search.ScoreModels;

/// <summary>What an ensemble says of a candidate.</summary>
/// <param name="Lead">Mean of the members: how far it will be above the seed prompt.</param>
/// <param name="Variance">Variance over the members.</param>
/// <param name="Error">Mean absolute error of the members, each on the pairs it did not see.</param>
internal sealed record ScorePrediction(double Lead, double Variance, double Error);
