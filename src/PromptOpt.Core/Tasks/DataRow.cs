namespace PromptOpt.Tasks;

/// <summary>One row as it stands in its file.</summary>
/// <param name="Line">Line it begins on, from 1.</param>
/// <param name="Fields">Columns that have a value, as text.</param>
/// <param name="Raw">The row's own text, without the line end.</param>
internal sealed record DataRow(int Line, IReadOnlyDictionary<string, string> Fields, string Raw);
