using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.Tests.LlamaCpp.Engine;

/// <summary>Letters; token 0 ends the answer.</summary>
internal sealed class FakeVocabulary : IVocabulary
{
    private static readonly byte[] Letters = [.. Enumerable.Range(0, FakeDecoder.VocabularySize).Select(token => (byte)('A' + token))];

    public bool EndsGeneration(int token) => token == 0;

    public ReadOnlySpan<byte> Bytes(int token) => Letters.AsSpan(token, 1);
}
