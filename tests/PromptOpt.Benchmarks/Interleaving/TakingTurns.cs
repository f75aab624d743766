namespace PromptOpt.Benchmarks;

/// <summary>
/// Lets sides do the same work one after the other, round after round, since machines drift; who begins changes every round. A ratio is
/// taken within each round.
/// </summary>
internal sealed class TakingTurns(BenchmarkRecord record, int pairs)
{
    /// <summary>Runs one scenario.</summary>
    /// <returns>Whether all claims hold.</returns>
    public async Task<bool> RunAsync(string scenario, IReadOnlyList<Side> sides, IReadOnlyList<RatioClaim> claims)
    {
        Console.WriteLine($"\n{scenario}");
        var seconds = sides.ToDictionary(side => side.Name, _ => new List<double>());
        for (var round = 0; round <= pairs; round++)
        {
            var turns = new Turn[sides.Count];
            for (var i = 0; i < sides.Count; i++)
            {
                var index = (i + round) % sides.Count;
                turns[index] = await sides[index].TakeTurn(round);
            }

            if (round == 0) continue; // warms up all
            for (var i = 0; i < sides.Count; i++) Note(scenario, round, sides, turns, i);
            for (var i = 0; i < sides.Count; i++) seconds[sides[i].Name].Add(turns[i].Seconds);
        }

        return claims.Select(claim => Judge(scenario, claim, seconds)).ToList().TrueForAll(holds => holds);
    }

    private void Note(string scenario, int round, IReadOnlyList<Side> sides, Turn[] turns, int index)
    {
        var (turn, position) = (turns[index], (((index - round) % sides.Count) + sides.Count) % sides.Count);
        var (answers, tokens) = index > 0 && turn.Answers.Count > 0 ? Agreement(turns[0].Answers, turn.Answers) : (null, null);
        var agreement = answers is null ? "" : FormattableString.Invariant($"  {answers} of {turn.Answers.Count} answers agree, {100 * tokens:F0} % of tokens up to the first other one");
        Console.WriteLine(FormattableString.Invariant(
            $"  {round,3}  {sides[index].Name,-28}  {turn.Seconds,8:F2} s  {turn.Tokens / turn.Seconds,8:F0} tokens/s{agreement}"));
        record.Row("scenario,pair,position,side,seconds,tokens_per_second,agreeing_answers,agreeing_tokens",
            FormattableString.Invariant($"\"{scenario}\",{round},{position + 1},\"{sides[index].Name}\",{turn.Seconds:F4},{turn.Tokens / turn.Seconds:F1},{answers},{tokens:F3}"));
    }

    private bool Judge(string scenario, RatioClaim claim, Dictionary<string, List<double>> seconds)
    {
        var (over, under) = (seconds[claim.Over], seconds[claim.Under]);
        return record.Judge(scenario, claim.Claim, [.. over.Zip(under, (a, b) => a / b)]);
    }

    // One side may stop earlier than the other. Tokens count up to the first that differs.
    private static (int? Answers, double? Tokens) Agreement(IReadOnlyList<int[]> answers, IReadOnlyList<int[]> others)
    {
        var pairs = answers.Zip(others).Select(pair => (Common: pair.First.AsSpan().CommonPrefixLength(pair.Second), All: Math.Min(pair.First.Length, pair.Second.Length))).ToList();
        return (pairs.Count(pair => pair.Common == pair.All), (double)pairs.Sum(pair => pair.Common) / Math.Max(1, pairs.Sum(pair => pair.All)));
    }
}
