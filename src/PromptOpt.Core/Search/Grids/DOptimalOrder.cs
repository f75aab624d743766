using MathNet.Numerics.LinearAlgebra;

namespace PromptOpt.Search.Grids;

/// <summary>
/// Picks and orders points of a linear model so that its coefficients are known as well as can be: each point is the one that makes the determinant of the information
/// matrix largest (D-optimality; Fedorov 1972, "Theory of Optimal Experiments"; sequential: Dykstra 1971). Ties go to the earlier point.
/// </summary>
internal static class DOptimalOrder
{
    /// <summary>What is believed known of every coefficient before the first point, so that the determinant is above 0.</summary>
    private const double Prior = 1e-3;

    private const double Tie = 1e-9;
    private const int MostPasses = 20;

    /// <summary>Points in the order in which each adds most to those before it.</summary>
    /// <param name="points">All points: the values of the model's columns.</param>
    /// <param name="first">Places of the points to begin with.</param>
    /// <param name="others">Places of the points to put behind them.</param>
    public static List<int> Grow(double[][] points, IReadOnlyList<int> first, IEnumerable<int> others)
    {
        List<int> order = [.. first], left = [.. others];
        var inverse = Inverse(points, first);
        double[] gains = [.. left.Select(i => Quadratic(inverse, points[i]))];
        while (left.Count > 0)
        {
            int best = 0;
            for (int i = 1; i < left.Count; i++)
                if (gains[i] > gains[best] * (1 + Tie)) best = i;
            var (added, gain) = (points[left[best]], gains[best]);
            order.Add(left[best]);
            left.RemoveAt(best);
            gains = [.. gains[..best], .. gains[(best + 1)..]];
            var direction = Times(inverse, added);
            for (int i = 0; i < gains.Length; i++) gains[i] -= Square(Dot(direction, points[left[i]])) / (1 + gain);
            for (int r = 0; r < direction.Length; r++)
                for (int c = 0; c < direction.Length; c++) inverse[r, c] -= direction[r] * direction[c] / (1 + gain);
        }

        return order;
    }

    /// <summary>Exchanges points of a design for others as long as that makes the determinant larger; the first point stays.</summary>
    public static List<int> Exchange(double[][] points, IReadOnlyList<int> design)
    {
        List<int> chosen = [.. design];
        for (int pass = 0; pass < MostPasses; pass++)
        {
            bool changed = false;
            for (int place = 1; place < chosen.Count; place++) changed |= Improve(points, chosen, place);
            if (!changed) break;
        }

        return chosen;
    }

    /// <summary>Root of the determinant of the information for each point of a design, over that of another one: 1 where it says as much for each point; 0 where it cannot tell all coefficients.</summary>
    public static double Efficiency(double[][] points, IReadOnlyList<int> design, IReadOnlyList<int> against)
    {
        double? mine = LogDeterminant(points, design), theirs = LogDeterminant(points, against);
        return mine is null || theirs is null ? 0 : Math.Exp((mine.Value - theirs.Value) / points[0].Length);
    }

    private static bool Improve(double[][] points, List<int> chosen, int place)
    {
        var inverse = Inverse(points, chosen);
        var (old, there) = (points[chosen[place]], chosen.ToHashSet());
        var direction = Times(inverse, old);
        double loss = 1 - Dot(direction, old), best = 1 + 1e-6;
        int? better = null;
        for (int i = 0; i < points.Length; i++)
        {
            if (there.Contains(i)) continue;
            double ratio = (1 + Quadratic(inverse, points[i])) * loss + Square(Dot(direction, points[i]));
            if (ratio <= best) continue;
            (best, better) = (ratio * (1 + Tie), i);
        }

        if (better is { } found) chosen[place] = found;
        return better is not null;
    }

    private static double[,] Inverse(double[][] points, IReadOnlyList<int> design)
    {
        var matrix = Information(points, design) + Matrix<double>.Build.DenseIdentity(points[0].Length) * Prior;
        return matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(points[0].Length)).ToArray();
    }

    private static Matrix<double> Information(double[][] points, IReadOnlyList<int> design)
    {
        var rows = Matrix<double>.Build.DenseOfRowArrays(design.Select(i => points[i]));
        return rows.TransposeThisAndMultiply(rows);
    }

    private static double? LogDeterminant(double[][] points, IReadOnlyList<int> design)
    {
        var information = Information(points, design) / design.Count;
        return information.Rank() < points[0].Length ? null : information.Cholesky().DeterminantLn;
    }

    /// <summary>The quadratic form of a point, most of whose values are 0.</summary>
    private static double Quadratic(double[,] matrix, double[] point)
    {
        double sum = 0;
        for (int r = 0; r < point.Length; r++)
        {
            if (point[r] == 0) continue;
            for (int c = 0; c < point.Length; c++)
                if (point[c] != 0) sum += point[r] * matrix[r, c] * point[c];
        }

        return sum;
    }

    private static double[] Times(double[,] matrix, double[] vector)
    {
        var product = new double[vector.Length];
        for (int r = 0; r < product.Length; r++)
            for (int c = 0; c < product.Length; c++) product[r] += matrix[r, c] * vector[c];
        return product;
    }

    private static double Dot(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }

    private static double Square(double x) => x * x;
}
