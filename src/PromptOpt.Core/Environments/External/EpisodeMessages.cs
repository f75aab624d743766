namespace PromptOpt.Environments.External;

/// <summary>What is said about episodes; docs/environments.md describes it.</summary>
internal static class EpisodeMessages
{
    private const int DefaultStepLimit = 30, MostSteps = 100_000;
    private const ulong SeedMask = (1UL << 53) - 1;

    /// <summary>Asks for the beginning of an episode. Of its seed the low 53 bits are sent: what a reader with doubles can hold.</summary>
    public static byte[] Reset(string id, EpisodeSpec episode) => ProgramTerms.Line(new()
    {
        ["type"] = "reset",
        ["episode"] = id,
        ["split"] = episode.Split.ToString().ToLowerInvariant(),
        ["index"] = episode.Index,
        ["seed"] = episode.Seed & SeedMask,
    });

    /// <summary>Hands a reply over.</summary>
    /// <param name="id">The episode.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="reply">The whole reply.</param>
    public static byte[] Step(string id, int step, string reply) => ProgramTerms.Line(new()
    {
        ["type"] = "step",
        ["episode"] = id,
        ["step"] = step,
        ["reply"] = reply,
    });

    /// <summary>Says that an episode will not go on.</summary>
    public static byte[] Close(string id) => ProgramTerms.Line(new() { ["type"] = "close", ["episode"] = id });

    /// <summary>Reads how an episode begins.</summary>
    /// <exception cref="BadAnswerException">It does not say that.</exception>
    public static EpisodeStart Start(ProtocolMessage answer)
    {
        RequireType(answer, "reset");
        double progress = answer.Number("progress") ?? 0, bound = answer.Number("bound") ?? 1;
        if (bound < progress) throw new BadAnswerException(FormattableString.Invariant($"'bound' ({bound}) is below 'progress' ({progress}) at the beginning"));
        return new()
        {
            Observation = answer.Required("observation"),
            Progress = progress,
            Baseline = progress,
            Bound = new(bound, Kind(answer.Text("bound_kind"))),
            StepLimit = answer.Whole("step_limit", 1, MostSteps) ?? DefaultStepLimit,
            StuckAfter = answer.Whole("stuck_after", 1, MostSteps),
        };
    }

    /// <summary>Reads what came of a reply.</summary>
    /// <param name="answer">The message.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="start">How the episode began.</param>
    /// <param name="before">Progress before the step, which is that after it if the answer gives none.</param>
    /// <exception cref="BadAnswerException">It does not say that.</exception>
    public static StepResult Result(ProtocolMessage answer, int step, EpisodeStart start, double before)
    {
        RequireType(answer, "step");
        if (answer.Whole("step", int.MinValue, int.MaxValue) is { } number && number != step)
            throw new BadAnswerException(FormattableString.Invariant($"it answers step {number}, but step {step} was asked"));
        bool isSuccess = answer.Flag("success");
        var error = answer.Inner("error") is { } inner ? Error(inner) : null;
        return new()
        {
            Action = answer.Text("action"),
            Error = error,
            ErrorCount = answer.Whole("error_count", error is null ? 0 : 1, error is null ? 0 : MostSteps) ?? (error is null ? 0 : 1),
            Feedback = answer.Text("feedback") ?? "",
            Observation = answer.Required("observation"),
            Progress = answer.Number("progress") ?? (isSuccess ? start.Bound.Progress : before),
            IsSuccess = isSuccess,
            IsOver = answer.Flag("over") || error is { EndsEpisode: true },
        };
    }

    private static StepError Error(ProtocolMessage error)
    {
        string kind = error.Required("kind");
        ErrorKinds.Check(kind);
        return new()
        {
            Kind = kind,
            Message = error.Text("message") ?? kind,
            EndsEpisode = error.Flag("ends_episode") && kind != StepError.Format,
            Alternative = error.Text("alternative"),
        };
    }

    private static BoundKind Kind(string? kind) => kind switch
    {
        "exact" => BoundKind.Exact,
        "upper" or null => BoundKind.Upper,
        _ => throw new BadAnswerException($"'bound_kind' must be exact or upper, but is '{Excerpt.Of(kind)}'"),
    };

    private static void RequireType(ProtocolMessage answer, string type)
    {
        if (answer.Type != type) throw new BadAnswerException($"'type' must be {type}, but is '{Excerpt.Of(answer.Type)}'");
    }
}
