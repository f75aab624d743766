using System.Text;
using PromptOpt.Cli;

namespace PromptOpt.Tests.Cli;

public sealed class StandardStreamTests
{
    [Fact]
    public void What_nobody_can_read_on_stderr_stops_nothing()
    {
        using var stream = StandardStream.Optional(new FullDisk());
        WriteInEveryWay(stream);
    }

    [Fact]
    public void A_result_that_cannot_be_written_is_a_failure_of_the_machine_with_its_reason()
    {
        using var stream = StandardStream.Needed(new FullDisk());
        var error = Assert.Throws<PromptOptException>(() => stream.WriteLine("verdict"));
        Assert.Equal(1, error.ExitCode);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Contains("stdout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_arrives_unchanged()
    {
        using var plain = new StringWriter { NewLine = "\n" };
        using var inner = new StringWriter { NewLine = "\n" };
        using var stream = StandardStream.Needed(inner);
        WriteInEveryWay(plain);
        WriteInEveryWay(stream);
        Assert.Equal(plain.ToString(), inner.ToString());
    }

    private static void WriteInEveryWay(TextWriter writer)
    {
        writer.Write('a');
        writer.Write("bc");
        writer.Write("xdey".ToCharArray(), 1, 2);
        writer.Write("fg".AsSpan());
        writer.Write("{0}", 1);
        writer.WriteLine();
        writer.WriteLine("line");
        writer.WriteLine("{0} {1}", "two", 2);
        writer.Flush();
    }

    private sealed class FullDisk : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Flush() => throw new UnauthorizedAccessException("Access to the path is denied.");
    }
}
