namespace PromptOpt.Environments.External;

/// <summary>Asks a program until it answers: after a crash or a bad answer once more, but not for ever.</summary>
/// <param name="terms">The program.</param>
/// <param name="driver">Its process.</param>
internal sealed class Persistence(ProgramTerms terms, ProgramDriver driver)
{
    /// <summary>Times that one request may be the likely cause of a failure.</summary>
    public const int MostTries = 3;

    /// <summary>Asks.</summary>
    /// <param name="what">What is asked, for people: "step 3 of episode train 5".</param>
    /// <param name="ask">Asks once, with whatever must be repeated first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EnvironmentException">It did not answer, or says that it failed.</exception>
    public async Task<T> AskAsync<T>(string what, Func<ProgramConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (int tries = 1; ;)
        {
            var connection = await driver.ConnectAsync(cancellationToken);
            try
            {
                return await ask(connection);
            }
            catch (BrokenProgramException e)
            {
                if (e.IsSuspect && tries++ == MostTries) throw GaveUp(what, e.End.Why, e.End.LastErrors);
            }
            catch (BadAnswerException e)
            {
                if (tries++ == MostTries) throw GaveUp(what, "gave a bad answer, " + e.Message, connection.LastErrors);
            }
        }
    }

    /// <summary>Passes an answer on, unless it says that the program failed.</summary>
    /// <exception cref="EnvironmentException">It says so.</exception>
    public ProtocolMessage Checked(ProtocolMessage answer, string what, ProgramConnection connection) => answer.Type == "error"
        ? throw terms.Failure($"failed at {what}: {Excerpt.Of(answer.Id("message") ?? "it gave no message")}", connection.LastErrors)
        : answer;

    private EnvironmentException GaveUp(string what, string why, IReadOnlyList<string> lastErrors) =>
        terms.Failure(FormattableString.Invariant($"failed {MostTries} times at {what}: it {why}"), lastErrors);
}
