namespace PromptOpt.Tests.Environments.External;

/// <summary>What a program may do instead of answering.</summary>
internal enum Misbehaviour
{
    CrashBefore,
    CrashAfter,
    HalfALine,
    CloseOutput,
    Hang,
    StopReading,
    NotJson,
    NotUtf8,
    NotAnObject,
    EndlessLine,
    NoEpisode,
    UnknownEpisode,
    AnsweredTwice,
    FailsAsAWhole,
    NoObservation,
    ObservationIsANumber,
    InfiniteProgress,
    ProgressIsText,
    HalfASurrogate,
    WrongType,
    WrongStep,
    ReservedKind,
    ErrorIsText,
    SilentForTheEpisode,
}
