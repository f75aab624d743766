using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary>The command that goes on with a study.</summary>
internal static class ResumeLine
{
    /// <summary>As a person would type it, with <c>--results</c> only where it is needed.</summary>
    public static string For(StudyFolder folder, Locations locations) => $"promptopt resume {Reference(folder, locations)}";

    /// <summary>The study as every command names it.</summary>
    public static string Reference(StudyFolder folder, Locations locations) => folder.Root == locations.Results(null)
        ? folder.Name
        : $"{folder.Name} --results {(folder.Root.Contains(' ', StringComparison.Ordinal) ? $"'{folder.Root}'" : folder.Root)}";
}
