using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class PrefillPlanTests
{
    [Property]
    public bool Pieces_cover_the_prompt_and_none_is_a_single_token(ushort length, byte capacity)
    {
        var (remaining, largest) = (2 + length, 3 + capacity);
        while (remaining > 0)
        {
            var piece = PrefillPlan.NextPiece(remaining, largest);
            if (piece < 2 || piece > largest) return false;
            remaining -= piece;
        }

        return remaining == 0;
    }

    [Fact]
    public void A_prompt_of_one_token_is_one_piece() => Assert.Equal(1, PrefillPlan.NextPiece(1, 256));
}
