using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Reads stored studies.</summary>
internal static class StudyReader
{
    /// <summary>The study's row.</summary>
    /// <exception cref="BadInputException">The database holds none: the process ended before it was written.</exception>
    public static Study ReadStudy(Backend backend, StudyFolder folder)
    {
        using var store = backend.OpenStore(folder.Database);
        return ReadStudy(store, folder);
    }

    /// <summary>The study's row of an open store.</summary>
    public static Study ReadStudy(IStudyStore store, StudyFolder folder) => store.ReadStudy()
        ?? throw new BadInputException($"{folder.Database} holds no study; delete {folder.Folder} and start it again");
}
