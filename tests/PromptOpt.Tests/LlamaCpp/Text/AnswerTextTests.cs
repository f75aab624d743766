using System.Text;
using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.Tests.LlamaCpp.Text;

public sealed class AnswerTextTests
{
    [Fact]
    public void A_stop_string_split_over_tokens_ends_the_text_before_it()
    {
        var answer = new AnswerText(["\n\nUser"]);
        Assert.False(answer.Append("Yes.\n"u8));
        Assert.False(answer.Append("\nUs"u8));
        Assert.True(answer.Append("er: and"u8));
        Assert.Equal("Yes.", answer.ToString());
    }

    [Fact]
    public void The_earliest_of_several_stop_strings_counts()
    {
        var answer = new AnswerText(["cd", "b"]);
        Assert.True(answer.Append("abcd"u8));
        Assert.Equal("a", answer.ToString());
    }

    [Fact]
    public void A_character_in_several_tokens_is_put_together()
    {
        var bytes = Encoding.UTF8.GetBytes("aé€😀");
        var answer = new AnswerText([]);
        foreach (var value in bytes) answer.Append([value]);
        Assert.Equal("aé€😀", answer.ToString());
    }

    [Fact]
    public void A_character_cut_off_at_the_end_is_left_out()
    {
        var answer = new AnswerText([]);
        answer.Append(Encoding.UTF8.GetBytes("x😀").AsSpan()[..^1]);
        Assert.Equal("x", answer.ToString());
    }

    [Property]
    public bool Where_token_borders_fall_makes_no_difference(string text, string stop, byte seed)
    {
        if (string.IsNullOrEmpty(text) || string.IsNullOrEmpty(stop)) return true;
        var bytes = Encoding.UTF8.GetBytes(text + stop + text);
        var expected = bytes.AsSpan()[..bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(stop))];
        var answer = new AnswerText([stop]);
        var random = new Random(seed);
        for (var start = 0; start < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 4), bytes.Length - start);
            if (answer.Append(bytes.AsSpan(start, length))) return answer.ToString() == Encoding.UTF8.GetString(expected);
            start += length;
        }

        return false;
    }
}
