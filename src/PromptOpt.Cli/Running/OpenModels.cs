using PromptOpt.Cli.Display;
using PromptOpt.LanguageModels;
using PromptOpt.Search;

namespace PromptOpt.Cli.Running;

/// <summary>The models of a session. One file is opened once, however many roles it has.</summary>
internal sealed class OpenModels : IAsyncDisposable
{
    private readonly List<(string Path, ILanguageModel Model)> _opened = [];

    private OpenModels()
    {
    }

    /// <summary>Who does what.</summary>
    public required ModelRoles Roles { get; init; }

    /// <summary>Identities of the models that are not the solver's, by role.</summary>
    public IReadOnlyDictionary<string, string> Others => new[] { ("summarizer", Roles.Summarizer), ("writer", Roles.Writer) }
        .Where(role => role.Item2.Info.Identity != Roles.Solver.Info.Identity)
        .ToDictionary(role => role.Item1, role => role.Item2.Info.Identity);

    /// <summary>Opens them.</summary>
    /// <param name="backend">Opens files.</param>
    /// <param name="solver">The file of the model that is optimised for.</param>
    /// <param name="settings">Engine and files of the other roles; who has none takes the writer's, and the writer the solver's.</param>
    /// <param name="display">Shows progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<OpenModels> OpenAsync(
        Backend backend, string solver, EngineSettings settings, SessionDisplay display, CancellationToken cancellationToken)
    {
        var opened = new List<(string Path, ILanguageModel Model)>();
        try
        {
            async Task<ILanguageModel> Open(string path)
            {
                if (opened.FirstOrDefault(one => one.Path == path).Model is { } there) return there;
                display.Heading = $"loading {Path.GetFileName(path)}";
                var model = await backend.OpenModel(settings.For(path) with { Note = display.Note }, display, cancellationToken);
                opened.Add((path, model));
                return model;
            }

            string writer = settings.WriterPath ?? solver;
            var roles = new ModelRoles { Solver = await Open(solver), Writer = await Open(writer), Summarizer = await Open(settings.SummarizerPath ?? writer) };
            var models = new OpenModels { Roles = roles };
            models._opened.AddRange(opened);
            return models;
        }
        catch
        {
            foreach (var (_, model) in opened) await model.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, model) in _opened) await model.DisposeAsync();
    }
}
