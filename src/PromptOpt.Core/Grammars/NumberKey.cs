namespace PromptOpt.Grammars;

/// <summary>A list of numbers as a key.</summary>
internal readonly struct NumberKey(long[] numbers) : IEquatable<NumberKey>
{
    private readonly long[] _numbers = numbers;

    public bool Equals(NumberKey other) => _numbers.AsSpan().SequenceEqual(other._numbers);

    public override bool Equals(object? obj) => obj is NumberKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var number in _numbers) hash.Add(number);
        return hash.ToHashCode();
    }
}
