using PromptOpt.Search;

namespace PromptOpt.Cli.Running;

/// <summary>A session as the command line needs it, so that tests can put a short one in its place.</summary>
internal interface ISession
{
    /// <summary>All problems that can be found before anything costly.</summary>
    IReadOnlyList<string> Validate();

    /// <summary>Runs to the verdict.</summary>
    Task<StudyOutcome> RunAsync(CancellationToken cancellationToken);
}
