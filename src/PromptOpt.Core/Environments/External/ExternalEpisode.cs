namespace PromptOpt.Environments.External;

/// <summary>
/// An episode in a program. If the process breaks it is played again in the next one from the replies so far, which costs no call to a model, and must go as
/// it went before.
/// </summary>
internal sealed class ExternalEpisode : IEpisode
{
    private readonly ExternalEnvironment _environment;
    private readonly ProgramDriver _driver;
    private readonly Persistence _program;
    private readonly EpisodeSpec _spec;
    private readonly List<(string Reply, StepResult Result)> _played = [];
    private EpisodeStart? _start;
    private ProgramConnection? _connection;
    private string _id = "";
    private bool _isWhole, _isDisposed;

    /// <summary>Prepares one; <see cref="BeginAsync"/> begins it.</summary>
    public ExternalEpisode(ExternalEnvironment environment, ProgramDriver driver, EpisodeSpec spec)
    {
        (_environment, _driver, _spec) = (environment, driver, spec);
        _program = new(environment.Terms, driver);
    }

    /// <inheritdoc/>
    public EpisodeStart Start => _start ?? throw new InvalidOperationException("The episode has not begun.");

    private string Name => FormattableString.Invariant($"episode {_spec.Split.ToString().ToLowerInvariant()} {_spec.Index + 1} (seed {_spec.Seed})");

    /// <summary>Begins it.</summary>
    /// <exception cref="EnvironmentException">The program failed.</exception>
    public Task<bool> BeginAsync(CancellationToken cancellationToken) =>
        _program.AskAsync("the beginning of " + Name, connection => CatchUpAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _isWhole = false;
        int step = _played.Count + 1;
        var result = await _program.AskAsync(At(step), async connection =>
        {
            if (_connection != connection) await CatchUpAsync(connection, cancellationToken);
            return await StepAsync(connection, step, reply, cancellationToken);
        }, cancellationToken);
        _played.Add((reply, result));
        _isWhole = true;
        if (result.Error is { } error) _environment.CheckKind(error.Kind);
        return result;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_isDisposed) return default;
        _isDisposed = true;
        Leave();
        if (_isWhole) _driver.Finished();
        _environment.Return(_driver);
        return default;
    }

    private async Task<bool> CatchUpAsync(ProgramConnection connection, CancellationToken cancellationToken)
    {
        (_id, _connection) = (_environment.NextId(), connection);
        try
        {
            var start = EpisodeMessages.Start(await SendAsync(connection, EpisodeMessages.Reset(_id, _spec), "the beginning of " + Name, cancellationToken));
            if (_start is not null && start != _start) throw Differs(connection, 0, _start.Observation, start.Observation);
            _start ??= start;
            for (int i = 0; i < _played.Count; i++)
            {
                var again = await StepAsync(connection, i + 1, _played[i].Reply, cancellationToken);
                if (again != _played[i].Result) throw Differs(connection, i + 1, _played[i].Result.Observation, again.Observation);
            }

            return true;
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private async Task<StepResult> StepAsync(ProgramConnection connection, int step, string reply, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await SendAsync(connection, EpisodeMessages.Step(_id, step, reply), At(step), cancellationToken);
            return EpisodeMessages.Result(answer, step, Start, step == 1 ? Start.Progress : _played[step - 2].Result.Progress);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private async Task<ProtocolMessage> SendAsync(ProgramConnection connection, byte[] message, string what, CancellationToken cancellationToken) =>
        _program.Checked(await connection.AskAsync(_id, message, cancellationToken), what, connection);

    /// <summary>Gives up what the process holds of it; whatever comes next begins anew.</summary>
    private void Leave()
    {
        if (_connection is not { } connection) return;
        connection.Tell(EpisodeMessages.Close(_id));
        if (!_isWhole) connection.Forget(_id);
        _connection = null;
    }

    private string At(int step) => FormattableString.Invariant($"step {step} of {Name}");

    private EnvironmentException Differs(ProgramConnection connection, int step, string before, string now) => _environment.Terms.Failure(
        FormattableString.Invariant($"is not deterministic: {Name} was played again with the same replies after a failure, and ")
        + (before == now
            ? FormattableString.Invariant($"what it said at step {step} besides the observation was another")
            : FormattableString.Invariant($"at step {step} it showed '{Excerpt.Of(now)}' instead of '{Excerpt.Of(before)}'"))
        + "; the same split, index, seed and replies must give the same episode",
        connection.LastErrors);
}
