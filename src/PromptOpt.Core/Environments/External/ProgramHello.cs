namespace PromptOpt.Environments.External;

/// <summary>What a program says of itself in the handshake.</summary>
internal sealed record ProgramHello
{
    private const int ProtocolVersion = 1;

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its rules; empty if it gives none.</summary>
    public required string Version { get; init; }

    /// <summary>Kinds of errors that its steps can have; empty if it gives none.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>Reads the program's half of the handshake.</summary>
    /// <param name="answer">The message.</param>
    /// <param name="otherwise">Its name if it gives none.</param>
    /// <exception cref="BadAnswerException">It speaks another protocol, or a field is wrong.</exception>
    public static ProgramHello Read(ProtocolMessage answer, string otherwise)
    {
        if (answer.Number("protocol") is not { } protocol) throw new BadAnswerException("'protocol' is missing");
        if (protocol != ProtocolVersion) throw new BadAnswerException(FormattableString.Invariant($"it speaks protocol {protocol}, and only protocol {ProtocolVersion} is known here"));
        var violations = answer.Texts("violations");
        foreach (string kind in violations) ErrorKinds.Check(kind);
        return new() { Name = answer.Text("name") ?? otherwise, Version = answer.Id("version") ?? "", Violations = violations };
    }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(ProgramHello? other) =>
        other is not null && Name == other.Name && Version == other.Version && Violations.SequenceEqual(other.Violations, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version, Violations.Count);
}
