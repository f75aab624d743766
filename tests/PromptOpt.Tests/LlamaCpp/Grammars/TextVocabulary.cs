using System.Text;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.Tests.LlamaCpp.Grammars;

/// <summary>A vocabulary of given texts; the first token ends the answer and the second is a control token.</summary>
internal sealed class TextVocabulary(params string[] texts) : IVocabulary
{
    public const int End = 0;

    private readonly byte[][] pieces = [[], [], .. texts.Select(Encoding.UTF8.GetBytes)];

    public int Size => pieces.Length;

    public bool EndsGeneration(int token) => token == End;

    public ReadOnlySpan<byte> Bytes(int token) => pieces[token];

    public string Text(int token) => Encoding.UTF8.GetString(pieces[token]);
}
