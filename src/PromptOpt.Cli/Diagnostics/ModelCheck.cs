using System.Security.Cryptography;
using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Diagnostics;

/// <summary>Whether the embedded model is there and whole.</summary>
internal static class ModelCheck
{
    /// <summary>SHA-256 of the embedded model in lower-case hex.</summary>
    public const string DefaultModelSha256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

    /// <summary>Looks at it.</summary>
    public static async Task<Finding> RunAsync(Locations places, CancellationToken cancellationToken)
    {
        var path = Path.Combine(places.ModelsFolder, Locations.DefaultModelFile);
        if (!File.Exists(path))
            return new(FindingState.Missing, "default model", $"{path} is not there", "get the file from the repository (git checkout models/), or give --model PATH with every command");
        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return hash == DefaultModelSha256
            ? new(FindingState.Ok, "default model", $"{path}, {Format.Bytes(file.Length)}, SHA-256 as expected")
            : new(FindingState.Missing, "default model", $"{path} has SHA-256 {hash} instead of {DefaultModelSha256}", "the file is damaged or cut short: git checkout models/");
    }
}
