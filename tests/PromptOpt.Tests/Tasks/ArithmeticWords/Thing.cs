namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>A thing that can be counted.</summary>
internal sealed record Thing(string One, string Many)
{
    public string Counted(int count) => $"{count} {(count == 1 ? One : Many)}";
}
