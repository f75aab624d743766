using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>A finished study of a comparison, as it is stored.</summary>
/// <param name="Strategy">How it searched.</param>
/// <param name="Study">The study.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="SeedPrompt">The trial of the seed prompt.</param>
/// <param name="Choice">The trial it chose.</param>
/// <param name="Trials">Trials that have validation rows: the others failed, or the budget ended before them.</param>
/// <param name="TokensToChoice">Tokens of all trials up to that one.</param>
internal sealed record FinishedStudy(Strategy Strategy, Study Study, StudyOutcome Outcome, Trial SeedPrompt, Trial Choice, int Trials, long TokensToChoice)
{
    /// <summary>Reads a study; null while it is not finished.</summary>
    public static FinishedStudy? Read(Backend backend, StudyFolder folder, Strategy strategy)
    {
        if (!folder.Exists) return null;
        using var store = backend.OpenStore(folder.Database);
        if (store.ReadStudy() is not { } study || StudyJson.ReadOutcome(study) is not { } outcome) return null;
        var trials = store.ReadTrials();
        var choice = trials.Single(trial => trial.Number == outcome.BestTrial);
        var tokensToChoice = trials.Where(trial => trial.Number <= choice.Number).Sum(trial => trial.Spending.Tokens);
        return new(strategy, study, outcome, trials.Single(trial => trial.Number == 1), choice, trials.Count(trial => trial.Rows > 0), tokensToChoice);
    }
}
