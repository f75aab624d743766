using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PromptOpt.Yaml;

/// <summary>Refuses what would overflow the stack of whoever reads the document: deep nesting, and aliases, which can hold themselves.</summary>
internal sealed class GuardedYamlParser(IParser parser) : IParser
{
    private const int MostLevels = 100;
    private int _level = -2; // the stream and the document count too

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        bool more = parser.MoveNext();
        if (Current is not { } now) return more;
        _level += now.NestingIncrease;
        if (_level > MostLevels) throw new YamlException(now.Start, now.End, $"it is nested more than {MostLevels} levels deep");
        if (now is AnchorAlias alias) throw new YamlException(now.Start, now.End, $"there are no aliases here: write out what *{alias.Value} stands for");
        return more;
    }
}
