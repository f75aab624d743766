using System.Text;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class DataFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "\uFEFF{\"input\":\"x\",\"target\":1.50,\"n\":null,\"b\":true}\r\n\n  \n{\"input\":\"y\",\"target\":\"2\",\"b\":[1, 2]}", 1, 4)]
    [InlineData("a.json", "[\n {\"input\":\"x\",\"target\":1.50,\"b\":true},\n\n {\"input\":\"y\",\n\"target\":\"2\",\"b\":[1, 2]}\n]\n", 2, 4)]
    [InlineData("a.csv", "input,target,b\r\nx,1.50,true\r\n\r\ny,2,\"[1, 2]\"\r\n", 2, 4)]
    [InlineData("a.tsv", "input\ttarget\tb\nx\t1.50\ttrue\n\ny\t2\t[1, 2]\n", 2, 4)]
    public void All_formats_give_the_same_rows_with_their_lines(string name, string text, int first, int second)
    {
        var table = DataTable.Read(folder.Write(name, text));
        Assert.Equal([first, second], table.Rows.Select(row => row.Line));
        Assert.Equal(["x|1.50|true", "y|2|[1, 2]"], table.Rows.Select(row => $"{row.Fields["input"]}|{row.Fields["target"]}|{row.Fields["b"]}"));
        Assert.Equal(["input", "target", "b"], table.Columns);
    }

    [Fact]
    public void Quoted_values_hold_line_ends_quotes_and_delimiters()
    {
        var table = DataTable.Read(folder.Write("a.csv", "input,target\n\"two\nlines, \"\"quoted\"\"\",a\nz,b\n"));
        Assert.Equal("two\nlines, \"quoted\"", table.Rows[0].Fields["input"]);
        Assert.Equal([2, 4], table.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"input\":\"x\"}\n{\"input\":}\n", ":2:10: not valid JSON")]
    [InlineData("a.jsonl", "[1]\n", ":1: every row must be an object")]
    [InlineData("a.jsonl", "{\"a\":\"1\",\"a\":\"2\"}\n", ":1:")]
    [InlineData("a.jsonl", "\n{\"a\":\"\\ud800\"}\n", ":2: the text of 'a' has half a surrogate pair")]
    [InlineData("a.jsonl", "\n\n", ": has no rows")]
    [InlineData("a.json", "{\"a\":1}", ":1: must be an array of objects")]
    [InlineData("a.json", "[{\"a\":1},\n2]", ":2: every row must be an object")]
    [InlineData("a.json", "[{\"a\":1},\n{\"a\":]", ":2:")]
    [InlineData("a.json", "[{\"a\":1}", ": not valid JSON")]
    [InlineData("a.json", "[{\"a\":1}] x", ": not valid JSON")]
    [InlineData("a.json", "[{\"a\":1},\n\n{\"a\":1,\"a\":2}]", ":3: 'a' occurs twice")]
    [InlineData("a.csv", "a,b\n1,2\n\n3\n", ":4: has 1 values, but the header names 2 columns")]
    [InlineData("a.csv", "a,a\n1,2\n", ":1: the column 'a' occurs twice")]
    [InlineData("a.csv", "a,\n1,2\n", ":1: a column of the header has no name")]
    [InlineData("a.csv", "a,b\n1,2\nx,\"never closed\nand on\n", ":3: a quote is wrong")]
    [InlineData("a.csv", "a,b\n1,2\nx,wr\"ong\n", ":3: a quote is wrong")]
    [InlineData("a.csv", "a,b\n", ": has no rows")]
    [InlineData("a.xlsx", "x", "'.xlsx' files cannot be read")]
    public void A_broken_file_is_refused_with_its_line(string name, string text, string expected)
    {
        var path = folder.Write(name, text);
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => DataTable.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_utf8_is_refused_with_its_line()
    {
        var path = Path.Combine(folder.Path, "a.jsonl");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("{\"input\":\"ü\"}\n{\"input\":\""), 0xE9, .. "\"}\n"u8]);
        Assert.Contains("a.jsonl:2:11: is not valid UTF-8", Assert.Throws<BadInputException>(() => DataTable.Read(path)).Message, StringComparison.Ordinal);
    }
}
