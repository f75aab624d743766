using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PromptOpt.Yaml;

/// <summary>One YAML file being read strictly: its content, and all problems found in it so far, each with its place.</summary>
internal sealed class YamlFile
{
    private readonly SortedSet<(long Line, long Column, string Message)> problems = [];

    private YamlFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = new YamlMap(this, root, "");
    }

    /// <summary>The path as it is shown to people.</summary>
    public string Path { get; }

    /// <summary>The outermost mapping.</summary>
    public YamlMap Root { get; }

    /// <summary>Whether any problem was found.</summary>
    public bool HasProblems => problems.Count > 0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It is missing, unreadable, not UTF-8, not YAML, or not one mapping.</exception>
    public static YamlFile Read(string path) => Parse(path, Utf8Text.Read(path));

    /// <summary>Reads text that was got elsewhere.</summary>
    /// <param name="path">What to call it in messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="BadInputException">It is not YAML, or not one mapping.</exception>
    public static YamlFile Parse(string path, string text)
    {
        var stream = new YamlStream();
        var parser = new GuardedYamlParser(new Parser(new StringReader(text)));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException e) when (e.Message.Contains(" tab ", StringComparison.Ordinal) && TabLine(text, e.Start.Line) is { } line)
        {
            throw new BadInputException($"{path}:{line}:1: not valid YAML: a tab is among the indentation; use spaces", e);
        }
        catch (YamlException e)
        {
            throw new BadInputException($"{path}:{e.Start.Line}:{e.Start.Column}: not valid YAML: {OneLine(e.InnerException?.Message ?? e.Message)}", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) // what the library throws on a colon without a key before it
        {
            var at = parser.Current?.Start ?? Mark.Empty;
            throw new BadInputException($"{path}:{at.Line}:{at.Column}: not valid YAML: here or in a line above, a key is missing before ':'", e);
        }
        if (stream.Documents.Count > 1)
        {
            var second = stream.Documents[1].RootNode.Start;
            throw new BadInputException($"{path}:{second.Line}:{second.Column}: one document is expected; remove the line '---' and what follows");
        }
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new BadInputException($"{path}:1:1: the file must be a mapping, lines such as 'name: value'");
        return new YamlFile(path, root);
    }

    /// <summary>Notes a problem.</summary>
    public void Add(Mark at, string message) => problems.Add((at.Line, at.Column, OneLine(message)));

    /// <summary>Throws all problems as one, in the order of their places.</summary>
    /// <exception cref="BadInputException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (HasProblems)
            throw new BadInputException(string.Join('\n', problems.Select(p => $"{Path}:{p.Line}:{p.Column}: {p.Message}")));
    }

    /// <summary>The first line from one on with a tab in its indentation, where the library names the mapping that the line stands in.</summary>
    private static long? TabLine(string text, long from)
    {
        string[] lines = text.Split('\n');
        for (long i = Math.Max(from, 1); i <= lines.Length; i++)
            if (lines[i - 1].TrimStart(' ').StartsWith('\t')) return i;
        return null;
    }

    /// <summary>A message may quote what the user wrote, line ends included; each problem stays one line.</summary>
    private static string OneLine(string message) => string.Concat(message.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
