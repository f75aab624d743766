namespace PromptOpt.Search;

/// <summary>Named ways to search, ours and those of others; <see cref="Strategies"/> holds what each means.</summary>
public enum Strategy
{
    /// <summary>Plain first tries, then one level after the other from the best so far; what datasets are searched with.</summary>
    Standard,

    /// <summary>PROMST's archive with few children and all operators: for short budgets. What multi-step tasks are searched with.</summary>
    Small,

    /// <summary>PROMST as its paper describes it (Chen et al. 2024).</summary>
    Paper,

    /// <summary>No search: the seed prompt.</summary>
    Seed,

    /// <summary>The seed prompt in other words, and the best of them.</summary>
    RandomParaphrase,

    /// <summary>The seed prompt with random train rows as examples, and the best of them.</summary>
    RandomExamples,

    /// <summary>Labels scored by log-probability and calibrated, with random examples.</summary>
    CalibratedExamples,

    /// <summary>The seed prompt with a scaffold written by hand that asks for reasoning before the answer.</summary>
    ChainOfThought,

    /// <summary>One line of rewrites without feedback, each of the one before.</summary>
    Naive,

    /// <summary>APE (Zhou et al. 2023): instructions induced from examples, then paraphrases of the best.</summary>
    Ape,

    /// <summary>ProTeGi, also called APO (Pryzant et al. 2023): criticism of failures, edits against it, paraphrases, a beam.</summary>
    Protegi,

    /// <summary>OPRO (Yang et al. 2024): the writer sees the best prompts with their scores.</summary>
    Opro,

    /// <summary>EvoPrompt with a genetic algorithm (Guo et al. 2024).</summary>
    EvopromptGa,

    /// <summary>EvoPrompt with differential evolution (Guo et al. 2024).</summary>
    EvopromptDe,

    /// <summary>GEPA (Agrawal et al. 2025): reflection on three rows of a Pareto parent, gate on the same three.</summary>
    Gepa,

    /// <summary>MIPROv2 (Opsahl-Ong et al. 2024): instructions times example sets, chosen by TPE.</summary>
    Mipro,

    /// <summary>The seed prompt as it is; a sampler tunes how it is asked: decoding, reasoning, votes.</summary>
    Tune,

    /// <summary>A grid of hand-written sentences (Battle and Gollapudi 2024), cell by cell.</summary>
    Grid,

    /// <summary>Prompts first, then the best few of them together with examples, answer mode and decoding, then the best one's decoding once more.</summary>
    Joint,
}
