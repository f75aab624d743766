using System.Text.Json;
using FsCheck.Xunit;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class DataFormatProperties
{
    [Property]
    public void Any_text_is_read_or_refused_as_bad_input(string[] pieces)
    {
        var text = string.Concat(pieces.SelectMany(piece => new[] { piece ?? "", "\",\n" }));
        foreach (var read in new Action[]
        {
            () => JsonRows.ReadLines("x", text),
            () => JsonRows.ReadArray("x", $"[{text}"),
            () => DelimitedRows.Read("x", text, ','),
            () => DelimitedRows.Read("x", text, '\t'),
        })
        {
            if (Record.Exception(read) is { } e) Assert.IsType<BadInputException>(e);
        }
    }

    [Property]
    public void What_is_written_to_any_format_is_read_back(string[] values)
    {
        var texts = values.Select(v => string.Concat((v ?? "").Where(c => !char.IsSurrogate(c) && c != '\0'))).Select(v => "v" + v).ToList();
        var lines = string.Join('\n', texts.Select(v => JsonSerializer.Serialize(new { a = v, b = 1 })));
        var csv = "a,b\n" + string.Concat(texts.Select(v => $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\",1\n"));
        Assert.Equal(texts, JsonRows.ReadLines("x", lines).Rows.Select(row => row.Fields["a"]));
        Assert.Equal(texts, JsonRows.ReadArray("x", $"[{lines.Replace("\n", ",\n", StringComparison.Ordinal)}]").Rows.Select(row => row.Fields["a"]));
        Assert.Equal(texts, DelimitedRows.Read("x", csv, ',').Rows.Select(row => row.Fields["a"]));
    }
}
