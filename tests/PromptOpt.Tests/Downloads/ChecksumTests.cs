using System.Security.Cryptography;
using FsCheck.Xunit;
using PromptOpt.Downloads;

namespace PromptOpt.Tests.Downloads;

public sealed class ChecksumTests
{
    [Property]
    public void The_integrity_value_of_npm_is_the_sha512_of_the_bytes(byte[] content)
    {
        var text = "sha512-" + Convert.ToBase64String(SHA512.HashData(content));
        using var stream = new MemoryStream(content);
        Assert.Equal(Checksum.FromIntegrity(text), Checksum.OfAsync(HashAlgorithmName.SHA512, stream).GetAwaiter().GetResult());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=")]
    [InlineData("sha512-AAAA")]
    [InlineData("sha512-?")]
    public void Another_integrity_value_is_refused(string text) => Assert.Throws<FormatException>(() => Checksum.FromIntegrity(text));

    [Fact]
    public void A_sha256_has_64_hex_digits_of_either_case()
    {
        Assert.Equal(new string('a', 64), Checksum.TrySha256(new string('A', 64))!.Hex);
        Assert.Null(Checksum.TrySha256(new string('a', 40)));
        Assert.Null(Checksum.TrySha256(new string('g', 64)));
        Assert.Null(Checksum.TrySha256(null));
    }
}
