using System.Globalization;
using System.Text.Json.Nodes;

namespace PromptOpt.Environments.External;

/// <summary>
/// A metric in a program of the user's own: <c>metric: {command: [...]}</c> of task.yaml. Speaks the protocol of docs/environments.md. Safe for concurrent use.
/// A question may be asked again after a crash, so the same one must always have the same score.
/// </summary>
public sealed class MetricProgram : IAsyncDisposable
{
    private readonly ProgramTerms _terms;
    private readonly ProgramPool _pool;
    private long _questions;

    private MetricProgram(ProgramTerms terms, ProgramPool pool) => (_terms, _pool) = (terms, pool);

    /// <summary>The program's name and version, as it gives them.</summary>
    public string Identity => $"{_pool.Hello.Name} {_pool.Hello.Version}".TrimEnd();

    /// <summary>Starts the program and exchanges the first messages.</summary>
    /// <param name="spec">What the task says of it.</param>
    /// <param name="note">Told what a person should know: the first lines of stderr, restarts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">There is no such program.</exception>
    /// <exception cref="EnvironmentException">It failed at its start.</exception>
    public static Task<MetricProgram> OpenAsync(ProgramSpec spec, Action<string> note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return OpenAsync(ProgramTerms.For("metric", "id", spec, note), cancellationToken);
    }

    /// <summary>The score of one rollout.</summary>
    /// <returns>In [0, 1], higher is better.</returns>
    /// <exception cref="EnvironmentException">The program failed, or gave no such number.</exception>
    public async Task<double> ScoreAsync(MetricQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        var driver = await _pool.RentAsync(cancellationToken);
        try
        {
            string what = $"the score of '{Excerpt.Of(question.Output)}'";
            var program = new Persistence(_terms, driver);
            double score = await program.AskAsync(what, connection => AskAsync(program, connection, question, what, cancellationToken), cancellationToken);
            driver.Finished();
            return score;
        }
        finally
        {
            _pool.Return(driver);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>The same with another way to start it.</summary>
    internal static async Task<MetricProgram> OpenAsync(ProgramTerms terms, CancellationToken cancellationToken) =>
        new(terms, await ProgramPool.OpenAsync(terms, cancellationToken));

    private async Task<double> AskAsync(Persistence program, ProgramConnection connection, MetricQuestion question, string what, CancellationToken cancellationToken)
    {
        string id = Interlocked.Increment(ref _questions).ToString(CultureInfo.InvariantCulture);
        var answer = program.Checked(await connection.AskAsync(id, Line(id, question), cancellationToken), what, connection);
        try
        {
            return Score(answer);
        }
        catch (BadAnswerException)
        {
            connection.Forget(id);
            throw;
        }
    }

    private static double Score(ProtocolMessage answer)
    {
        if (answer.Type != "score") throw new BadAnswerException($"'type' must be score, but is '{Excerpt.Of(answer.Type)}'");
        double score = answer.Number("score") ?? throw new BadAnswerException("'score' is missing");
        return score is >= 0 and <= 1 ? score : throw new BadAnswerException(FormattableString.Invariant($"'score' must be from 0 to 1, but is {score}"));
    }

    private static byte[] Line(string id, MetricQuestion question) => ProgramTerms.Line(new()
    {
        ["type"] = "score",
        ["id"] = id,
        ["input"] = question.Input,
        ["target"] = question.Target,
        ["output"] = question.Output,
        ["answer"] = question.Answer,
        ["fields"] = new JsonObject(question.Fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))),
    });
}
