using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Entropy;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Search.Stages;

/// <summary>
/// Temperatures to try first, from the entropy of answers to a few train rows whose targets are not looked at: where it reaches 0.3 nats (Liu et al. 2025), and its turning point with several answers put to the vote (Du,
/// Yang and Welleck 2025). Its answers are waves of the trial that the space's default is of, so that a resumed study reads them again.
/// </summary>
internal sealed class EntropyStart(SessionScope scope)
{
    /// <summary>Who suggests such a temperature.</summary>
    public const string Source = "entropy";

    private const string Temperature = "temperature", Samples = "samples";
    private const int Rows = 8;
    private const double MostVotes = 5;
    private const ulong Key = 0xE27;

    /// <summary>The temperatures that are measured. With eight rows each that is less than a trial costs.</summary>
    private static readonly double[] Measured = [0.1, 0.3, 0.5, 0.7, 0.9, 1.1, 1.3];

    /// <summary>Measures, and makes at most two configurations of it; none where no temperature is tuned, nothing can be measured, or the budget does not suffice.</summary>
    public async Task<IReadOnlyList<Suggestion>> OfAsync(SearchSpace space, PromptChoice asIs, CancellationToken cancellationToken)
    {
        if (space.Parameters.All(parameter => parameter.Name != Temperature)) return [];
        if (scope.Task.Environment is not null) return Without("it is measured on rows, and a multi-step task has none");
        var candidate = asIs.Candidate with { Mode = AnswerMode.Free };
        if (EntropyProbe.Problem(candidate, scope.Models.Solver) is { } problem) return Without(problem);
        try
        {
            var curve = await MeasureAsync(new(scope.Evaluator.On, scope.Models.Solver, candidate, [.. scope.TrainRows.Take(Rows)], scope.Random.Fork(Key)), asIs.Trial, cancellationToken);
            Tell(curve);
            return Starts(space, curve);
        }
        catch (BudgetSpentException)
        {
            return Without("the budget does not suffice");
        }
        catch (BadInputException error)
        {
            return Without(error.Message);
        }
    }

    /// <summary>The configurations that a curve suggests.</summary>
    internal static IReadOnlyList<Suggestion> Starts(SearchSpace space, EntropyCurve curve)
    {
        var starts = new List<Suggestion>();
        if (curve.AtTarget is { } target) starts.Add(new(At(space, target, votes: false), Source));
        if (curve.TurningPoint is { } turn) starts.Add(new(At(space, turn + TurningPoint.AddForMajorityVote, votes: true), Source));
        return [.. starts.DistinctBy(start => start.Configuration)];
    }

    private static Configuration At(SearchSpace space, double temperature, bool votes)
    {
        var parameter = space.Parameters.First(known => known.Name == Temperature);
        var wanted = new Dictionary<string, ParameterValue>
        {
            ["answer_mode"] = "free",
            ["sampling"] = Temperature,
            [Temperature] = Nearest(parameter, temperature),
        };
        if (votes && Votes(space) is { } samples) wanted[Samples] = samples;
        return space.DefaultWith(wanted);
    }

    private static double Nearest(Parameter parameter, double temperature)
    {
        double inside = Math.Clamp(temperature, parameter.Low, parameter.High);
        return parameter.Count is null ? inside : parameter.All.MinBy(value => Math.Abs(value.Number - inside)).Number;
    }

    private static ParameterValue? Votes(SearchSpace space)
    {
        var choices = space.Parameters.FirstOrDefault(known => known.Name == Samples)?.Choices.Where(choice => choice.Number is > 1 and <= MostVotes).ToArray();
        return choices is { Length: > 0 } ? choices[^1] : default(ParameterValue?);
    }

    private async Task<EntropyCurve> MeasureAsync(EntropyProbe probe, int trial, CancellationToken cancellationToken)
    {
        var points = new List<EntropyPoint>();
        for (int i = 0; i < Measured.Length; i++)
        {
            var wave = await scope.Waves.RunAsync(
                new(trial, Phase.Probe, i), probe.Plan(Measured[i]), rollouts => new(rollouts), scope.TestTime(trial), _ => { }, cancellationToken);
            points.Add(EntropyPoint.Of(Measured[i], [.. wave.Rollouts.Select(rollout => new AnswerEntropy(rollout, rollout.OutputTokens, rollout.Samples?.Answer.TokenEntropy))]));
        }

        return new(points);
    }

    private void Tell(EntropyCurve curve) => scope.Reporter.Note(FormattableString.Invariant(
        $"Entropy of answers: 0.3 nats at temperature {Text(curve.AtTarget)}, turning point {Text(curve.TurningPoint)} ({curve.Spending.Calls} calls)."));

    private static string Text(double? temperature) => temperature is { } value ? FormattableString.Invariant($"{value:0.00}") : "none";

    private Suggestion[] Without(string why)
    {
        scope.Reporter.Note($"No temperature is taken from the entropy of answers: {why.TrimEnd('.')}.");
        return [];
    }
}
