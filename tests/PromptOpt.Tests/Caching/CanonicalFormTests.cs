using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Caching;
using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Caching;

public sealed class CanonicalFormTests
{
    [Property(MaxTest = 1000)]
    public void Two_lists_of_texts_share_a_form_only_if_they_are_equal(string[] left, string[] right) =>
        Assert.Equal(left.SequenceEqual(right), Form(left).AsSpan().SequenceEqual(Form(right)));

    [Property(MaxTest = 500)]
    public Property Where_a_text_is_cut_into_two_shows_in_the_form() => Prop.ForAll(
        (from text in ArbMap.Default.GeneratorFor<NonEmptyString>()
         from one in Gen.Choose(0, text.Get.Length)
         from other in Gen.Choose(0, text.Get.Length)
         select (text.Get, one, other)).ToArbitrary(),
        cut =>
        {
            var (text, one, other) = cut;
            var same = Form([text[..one], text[one..]]).AsSpan().SequenceEqual(Form([text[..other], text[other..]]));
            return same == (one == other);
        });

    [Property(MaxTest = 500)]
    public Property Messages_share_a_form_only_if_they_are_equal() => Prop.ForAll(
        Gen.Zip(Messages, Messages).ToArbitrary(),
        pair => CanonicalForm.Of(pair.Item1).AsSpan().SequenceEqual(CanonicalForm.Of(pair.Item2)) == IsSame(pair.Item1, pair.Item2));

    [Property]
    public void Numbers_differ_by_their_bits(double left, double right) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right),
        CanonicalForm.Of(left).AsSpan().SequenceEqual(CanonicalForm.Of(right)));

    [Fact]
    public void Values_of_different_kinds_never_share_a_form()
    {
        object?[] values =
        [
            null, "", "1", 1, 1UL, 1.0, true, ChatRole.User, new string[] { "1" }, Array.Empty<string>(), new string[] { "" }, new[] { 1 },
            new Dictionary<int, double> { [1] = 1 }, new Dictionary<int, double>(), new ChatMessage(ChatRole.User, "1"), new DrawnAnswer("1", []),
        ];
        Assert.Equal(values.Length, values.Select(v => Convert.ToHexString(CanonicalForm.Of(v))).Distinct().Count());
    }

    [Fact]
    public void Broken_surrogate_pairs_are_told_apart() => Assert.NotEqual(CanonicalForm.Of("\ud800"), CanonicalForm.Of("\ud801"));

    [Fact]
    public void The_order_in_which_a_map_was_filled_means_nothing() => Assert.Equal(
        CanonicalForm.Of(new Dictionary<int, double> { [300] = 1, [2] = 0.5, [-1] = 7 }),
        CanonicalForm.Of(new Dictionary<int, double> { [-1] = 7, [2] = 0.5, [300] = 1 }));

    [Fact]
    public void Whatever_cannot_be_written_out_is_refused_instead_of_left_out() =>
        Assert.Throws<NotSupportedException>(() => CanonicalForm.Of(new Uri("file:///x")));

    private static Gen<ChatMessage[]> Messages =>
        (from role in Gen.Elements(ChatRole.System, ChatRole.User)
         from text in Gen.Elements("", "a", "b", "ab", "a\0", "System", "User")
         select new ChatMessage(role, text)).ListOf().Select(list => list.ToArray());

    private static bool IsSame(ChatMessage[] left, ChatMessage[] right) => left.AsSpan().SequenceEqual(right);

    private static byte[] Form(string[] texts) => CanonicalForm.Of([texts]);
}
