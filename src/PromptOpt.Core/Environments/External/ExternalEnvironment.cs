using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PromptOpt.Environments.External;

/// <summary>A world in a program of the user's own, which speaks the protocol of docs/environments.md.</summary>
internal sealed class ExternalEnvironment : IEnvironment
{
    private const int MostNotes = 5;
    private readonly ProgramPool _pool;
    private readonly FewNotes _kinds;
    private long _episodes;

    private ExternalEnvironment(ProgramTerms terms, ProgramPool pool, int formatRetries)
    {
        (Terms, _pool) = (terms, pool);
        _kinds = new(terms.Note, MostNotes);
        Info = new()
        {
            Name = pool.Hello.Name,
            Identity = Identity(terms.Spec, pool.Hello, formatRetries),
            Violations = pool.Hello.Violations,
            FormatRetries = formatRetries,
        };
    }

    /// <inheritdoc/>
    public EnvironmentInfo Info { get; }

    /// <summary>How the program is talked to.</summary>
    public ProgramTerms Terms { get; }

    /// <summary>Starts the program and exchanges the first messages.</summary>
    /// <exception cref="BadInputException">There is no such program.</exception>
    /// <exception cref="EnvironmentException">It failed at its start.</exception>
    public static async Task<ExternalEnvironment> OpenAsync(ProgramTerms terms, int formatRetries, CancellationToken cancellationToken) =>
        new(terms, await ProgramPool.OpenAsync(terms, cancellationToken), formatRetries);

    /// <inheritdoc/>
    public async ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var begun = new ExternalEpisode(this, await _pool.RentAsync(cancellationToken), episode);
        try
        {
            await begun.BeginAsync(cancellationToken);
            return begun;
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>A name for an episode that was never used before: late answers to another are not taken for its own.</summary>
    public string NextId() => "e" + Interlocked.Increment(ref _episodes).ToString(CultureInfo.InvariantCulture);

    /// <summary>An episode does not need its process any more.</summary>
    public void Return(ProgramDriver driver) => _pool.Return(driver);

    /// <summary>Notes a kind of error that the handshake did not name: rules cannot be checked for it.</summary>
    public void CheckKind(string kind)
    {
        if (kind == StepError.Format || Info.Violations.Count == 0 || Info.Violations.Contains(kind)) return;
        _kinds.Tell($"{Terms.Name} reports an error '{kind}', which is not among the violations of its handshake ({string.Join(", ", Info.Violations)}); add it there");
    }

    private static string Identity(ProgramSpec spec, ProgramHello hello, int formatRetries)
    {
        string options = JsonSerializer.Serialize(spec.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new[] { option.Key, option.Value }));
        string files = string.Join(' ', spec.Command.Select(word => Checksum(Path.Combine(spec.Folder, word))).Where(sum => sum is not null));
        return FormattableString.Invariant(
            $"program {hello.Name} {hello.Version} command {JsonSerializer.Serialize(spec.Command)} options {options} files [{files}] retries {formatRetries}");
    }

    /// <summary>A script is part of what decides how episodes go; a program elsewhere is known by its version only.</summary>
    private static string? Checksum(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(path).ReplaceLineEndings("\n"))))[..16];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
