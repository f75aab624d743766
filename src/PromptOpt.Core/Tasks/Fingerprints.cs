using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PromptOpt.Tasks;

/// <summary>Identities of datasets. Every text is preceded by its length, so no two datasets are written the same way.</summary>
internal static class Fingerprints
{
    /// <summary>SHA-256 over the splits in order, with all columns of each row by name.</summary>
    public static string OfAll(params IReadOnlyList<IReadOnlyList<Example>> splits)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in splits)
        {
            AppendCount(hash, split.Count);
            foreach (var example in split)
            {
                Append(hash, example.Input, example.Target);
                AppendCount(hash, example.Fields.Count);
                foreach (var (name, value) in example.Fields.OrderBy(field => field.Key, StringComparer.Ordinal)) Append(hash, name, value);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 over normalised inputs and targets alone: other columns or cosmetic changes do not make a test set unused again.</summary>
    public static string OfTest(IReadOnlyList<Example> test)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in test) Append(hash, NormalizedText.Of(example.Input), NormalizedText.Of(example.Target));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            AppendCount(hash, bytes.Length);
            hash.AppendData(bytes);
        }
    }

    private static void AppendCount(IncrementalHash hash, int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        hash.AppendData(bytes);
    }
}
