using PromptOpt.Evaluation;
using PromptOpt.Studies;

namespace PromptOpt.Search.Advising;

/// <summary>Runs the next wave of a trial's proposal, or reads it where it is stored.</summary>
/// <param name="calls">Its calls.</param>
/// <param name="cancellationToken">Stops it; nothing is stored then.</param>
internal delegate Task<Wave> AskWave(IReadOnlyList<PlannedCall> calls, CancellationToken cancellationToken);
