using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Fits calibrations from label log-probabilities on inputs whose targets are not looked at.</summary>
public static class CalibrationFit
{
    /// <summary>Inputs that carry no content, for <see cref="CalibrationMethod.Contextual"/> (Zhao et al. 2021).</summary>
    public static IReadOnlyList<string> ContentFreeInputs { get; } = ["N/A", "", "[MASK]"];

    /// <summary>Them as rows, with the text in every column.</summary>
    /// <param name="fields">The data's columns.</param>
    public static IEnumerable<Example> ContentFreeRows(IReadOnlyList<string> fields) => ContentFreeInputs.Select(text => new Example
    {
        Id = "",
        Input = text,
        Target = "",
        Fields = fields.ToDictionary(field => field, _ => text),
    });

    /// <summary>Fits one method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rows">Label log-probabilities of train inputs, one list a row.</param>
    /// <param name="contentFree">Label log-probabilities of <see cref="ContentFreeInputs"/>.</param>
    public static FittedCalibration Fit(
        CalibrationMethod method, IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlyList<IReadOnlyList<double>> contentFree) => method switch
        {
            CalibrationMethod.Contextual => new(method, LogMeanProbability(contentFree), contentFree.Count),
            CalibrationMethod.Batch => new(method, LogMeanProbability(rows), rows.Count),
            CalibrationMethod.MeanLog => new(method, MeanLog(rows), rows.Count),
            _ => FittedCalibration.None,
        };

    /// <summary>Fits every method and keeps the one whose answers match most targets of the train rows; the simpler one among equals.</summary>
    /// <param name="rows">Label log-probabilities of train inputs.</param>
    /// <param name="contentFree">Label log-probabilities of the content-free inputs.</param>
    /// <param name="targets">Index of the right label of each row.</param>
    public static FittedCalibration Choose(
        IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlyList<IReadOnlyList<double>> contentFree, IReadOnlyList<int> targets) =>
        Enum.GetValues<CalibrationMethod>()
            .Select(method => Fit(method, rows, contentFree))
            .MaxBy(fit => rows.Zip(targets).Count(pair => LabelScores.Best(pair.First, fit) == pair.Second))!;

    private static double[] LogMeanProbability(IReadOnlyList<IReadOnlyList<double>> rows) =>
        Mean(rows.Select(LabelScores.Softmax)).Select(p => Math.Log(Math.Max(p, 1e-12))).ToArray();

    private static double[] MeanLog(IReadOnlyList<IReadOnlyList<double>> rows) => Mean(rows);

    private static double[] Mean(IEnumerable<IReadOnlyList<double>> rows)
    {
        double[]? sum = null;
        int count = 0;
        foreach (var row in rows)
        {
            sum ??= new double[row.Count];
            for (int i = 0; i < row.Count; i++) sum[i] += row[i];
            count++;
        }
        return sum?.Select(s => s / count).ToArray() ?? [];
    }
}
