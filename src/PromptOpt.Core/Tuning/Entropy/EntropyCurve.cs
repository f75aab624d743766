using PromptOpt.Studies;

namespace PromptOpt.Tuning.Entropy;

/// <summary>The mean token entropy of a model's answers over the temperature, and what can be read from it.</summary>
public sealed class EntropyCurve
{
    /// <summary>Looks at a curve. Points without any entropy, which have no logarithm, are left out of what is read from it.</summary>
    /// <param name="points">By rising temperature.</param>
    public EntropyCurve(IReadOnlyList<EntropyPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Points = points;
        EntropyPoint[] known = [.. points.Where(point => point.Entropy > 0)];
        double[] temperatures = [.. known.Select(point => point.Temperature)], entropies = [.. known.Select(point => point.Entropy)];
        AtTarget = EntropyTemperature.Of(temperatures, entropies);
        if (known.Length < Entropy.TurningPoint.FewestTemperatures) return;
        TurningPoint = Entropy.TurningPoint.Of(temperatures, entropies);
        Curvature = temperatures.Zip(Entropy.TurningPoint.Curvature(temperatures, entropies)).ToDictionary();
    }

    /// <summary>The points by rising temperature.</summary>
    public IReadOnlyList<EntropyPoint> Points { get; }

    /// <summary>Second derivative of the logarithm of the entropy by temperature, at temperatures where it is known.</summary>
    public IReadOnlyDictionary<double, double> Curvature { get; } = new Dictionary<double, double>();

    /// <summary>See <see cref="Entropy.TurningPoint"/>; null where the curve nowhere bends upwards.</summary>
    public double? TurningPoint { get; }

    /// <summary>See <see cref="EntropyTemperature"/>; null where the curve does not rise to <see cref="EntropyTemperature.Target"/>.</summary>
    public double? AtTarget { get; }

    /// <summary>What measuring it cost.</summary>
    public Spending Spending => Points.Aggregate(default(Spending), (sum, point) => sum + point.Spending);

    /// <summary>Of that, what the response cache answered.</summary>
    public Spending FromCache => Points.Aggregate(default(Spending), (sum, point) => sum + point.FromCache);
}
