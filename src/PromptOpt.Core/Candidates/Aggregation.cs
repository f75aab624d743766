namespace PromptOpt.Candidates;

/// <summary>How one answer is made of several that were drawn for the same row. None looks at the expected answer, so all can be deployed.</summary>
public enum Aggregation
{
    /// <summary>The first reply in which an answer is found.</summary>
    First,

    /// <summary>The answer that most replies give, called self-consistency (Wang et al. 2023, arXiv 2203.11171, section 2). Answers count as the same where the
    /// metric would take them as the same. Of equally many votes, those win whose first came earliest.</summary>
    MajorityVote,

    /// <summary>The reply with the highest mean log-probability of its tokens, before temperature and filters (the length-normalised selection that Wang et al.
    /// 2023 compare with). The model must report token probabilities.</summary>
    BestLogProbability,
}
