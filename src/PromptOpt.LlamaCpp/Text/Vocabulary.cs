using System.Runtime.InteropServices;
using System.Text;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp.Text;

/// <summary>The tokens of a loaded model. Safe for concurrent use.</summary>
internal sealed unsafe class Vocabulary : IVocabulary
{
    private const int Unknown = 1;
    private const int Control = 8;

    private readonly ModelHandle model;
    private readonly nint handle;
    private readonly byte[][] pieces;
    private readonly bool[] ends;

    public Vocabulary(ModelHandle model)
    {
        this.model = model;
        handle = LlamaApi.Vocabulary(model);
        Size = LlamaApi.VocabularySize(handle);
        pieces = [.. Enumerable.Range(0, Size).Select(ReadPiece)];
        ends = [.. Enumerable.Range(0, Size).Select(token => LlamaApi.EndsGeneration(handle, token) != 0)];
        SpecialTokens = [.. Enumerable.Range(0, Size).Where(IsSpecial).Select(token => (Text(token), token)).Where(special => special.Item1.Length > 0)];
        EndOfText = LlamaApi.EndOfText(handle);
        BeginOfText = LlamaApi.AddsBeginOfText(handle) != 0 ? LlamaApi.BeginOfText(handle) : null;
    }

    public int Size { get; }

    /// <summary>The token that ends a text.</summary>
    public int EndOfText { get; }

    /// <summary>The token that every text begins with; null if the model wants none.</summary>
    public int? BeginOfText { get; }

    /// <summary>Tokens that only a chat template may contain, by their text.</summary>
    public IReadOnlyList<(string Text, int Token)> SpecialTokens { get; }

    public bool EndsGeneration(int token) => ends[token];

    public ReadOnlySpan<byte> Bytes(int token) => pieces[token];

    /// <summary>Tokens of a plain text; what looks like a control token in it stays text.</summary>
    public int[] Tokenize(string text)
    {
        if (text.Length == 0) return [];
        var utf8 = Encoding.UTF8.GetBytes(text);
        var tokens = new int[utf8.Length + 4];
        var referenced = false;
        try
        {
            model.DangerousAddRef(ref referenced);
            var count = Tokenize(utf8, tokens);
            if (count < 0)
            {
                tokens = new int[-count];
                count = Tokenize(utf8, tokens);
            }

            return tokens[..count];
        }
        finally
        {
            if (referenced) model.DangerousRelease();
        }
    }

    private int Tokenize(byte[] utf8, int[] tokens)
    {
        fixed (byte* text = utf8)
        fixed (int* output = tokens)
            return LlamaApi.Tokenize(handle, text, utf8.Length, output, tokens.Length, addSpecial: 0, parseSpecial: 0);
    }

    private bool IsSpecial(int token) => (LlamaApi.TokenAttributes(handle, token) & (Unknown | Control)) != 0;

    private string Text(int token) => Marshal.PtrToStringUTF8((nint)LlamaApi.TokenText(handle, token)) ?? "";

    private byte[] ReadPiece(int token)
    {
        Span<byte> buffer = stackalloc byte[128];
        var length = ReadPiece(token, buffer);
        if (length >= 0) return buffer[..length].ToArray();
        var longer = new byte[-length];
        ReadPiece(token, longer);
        return longer;
    }

    private int ReadPiece(int token, Span<byte> buffer)
    {
        fixed (byte* output = buffer) return LlamaApi.TokenToPiece(handle, token, output, buffer.Length, leftStrip: 0, special: 0);
    }
}
