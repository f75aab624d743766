namespace PromptOpt.Search.ScoreModels;

/// <summary>How well leads over the seed prompt were predicted. Errors are mean absolute ones, each trial counting with its rows.</summary>
/// <param name="Levels">The levels that were predicted, such as <c>4</c> or <c>4-6</c>.</param>
/// <param name="TrainedOn">Pairs that the model had seen.</param>
/// <param name="Predicted">Pairs that were predicted.</param>
/// <param name="Model">Error of the model.</param>
/// <param name="Mean">Error of predicting the mean of the pairs it had seen.</param>
/// <param name="Parent">Error of predicting the parent's lead.</param>
/// <param name="RankCorrelation">Spearman's correlation of prediction and result, -1 to 1; null where one of the two is all equal.</param>
public sealed record ScoreErrors(string Levels, int TrainedOn, int Predicted, double Model, double Mean, double Parent, double? RankCorrelation);
