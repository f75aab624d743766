namespace PromptOpt.Environments.External;

/// <summary>An answer was sent to whom it belongs but does not hold what it must. The program itself goes on.</summary>
/// <param name="message">What is wrong with it, as a clause: "'progress' must be a number, but is true".</param>
internal sealed class BadAnswerException(string message) : PromptOptException(message);
