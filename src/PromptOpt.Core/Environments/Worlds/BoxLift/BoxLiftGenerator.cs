using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>Draws boxes and agents as the published code does. In tenths throughout.</summary>
internal static class BoxLiftGenerator
{
    private const int SmallestVolume = 2, LargestVolume = 20, LargestCapacity = 15, Half = 5;
    private const double NoiseOfVolume = 0.1, RarelyOff = 0.05;

    /// <summary>Draws the start of an episode with the weight of every box.</summary>
    /// <param name="lifters">Agents.</param>
    /// <param name="boxes">Boxes.</param>
    /// <param name="random">Where the draws come from.</param>
    public static BoxLiftState Draw(int lifters, int boxes, SeededRandom random)
    {
        var drawn = new LiftBox[boxes];
        for (int i = 0; i < boxes; i++)
        {
            int volume = Half * (SmallestVolume + random.Next(LargestVolume - SmallestVolume + 1));
            drawn[i] = new(i + 1, volume, Weight(volume, random));
        }

        int[] capacities = [.. Enumerable.Range(0, lifters).Select(_ => Half * (1 + random.Next(LargestCapacity)))];
        int heaviest = drawn.Max(box => box.Weight);
        while (capacities.Sum() < heaviest)
        {
            for (int i = 0; i < lifters; i++) capacities[i] += Half;
        }

        return new(drawn, [.. capacities.Select((capacity, i) => new Lifter(i + 1, capacity))], drawn.Sum(box => box.Weight));
    }

    /// <summary>The same start as the published code keeps it: one box for each volume, the last one drawn, and everything named by its number.</summary>
    public static BoxLiftState Collapse(BoxLiftState state)
    {
        LiftBox[] boxes = [.. state.Boxes.GroupBy(box => box.Volume).Select(same => same.Last() with { Name = same.Key })];
        return new(boxes, [.. state.Lifters.Select(lifter => lifter with { Name = lifter.Capacity })], boxes.Sum(box => box.Weight));
    }

    private static int Weight(int volume, SeededRandom random)
    {
        double weight = volume * (1 + (NoiseOfVolume * Gaussian(random)));
        if (random.NextDouble() < RarelyOff) weight += random.Next(2) == 0 ? -volume / 2.0 : volume / 2.0;
        return (int)Math.Round(Math.Max(1, weight));
    }

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    private static double Gaussian(SeededRandom random) => Math.Sqrt(2 * random.NextExponential()) * Math.Cos(2 * Math.PI * random.NextDouble());
}
