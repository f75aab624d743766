namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>A model of the objective that needs no language model, such as a Gaussian process: what the guard measures a language model against.</summary>
public interface IPredictor
{
    /// <summary>Learns from the history. A pure function of it.</summary>
    /// <param name="context">What was tried; at least <see cref="GuardOptions.FewestValues"/> trials have a value.</param>
    IPosterior Fit(SamplerContext context);
}
