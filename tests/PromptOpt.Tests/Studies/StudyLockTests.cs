using System.Diagnostics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Studies;

public sealed class StudyLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Study => _folder.File("my-study");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_session_is_refused_with_the_process_and_the_host_of_the_first()
    {
        using var first = StudyLock.Acquire(Study);
        var error = Assert.Throws<BadInputException>(() => StudyLock.Acquire(Study));
        Assert.Equal(
            $"study my-study is being driven by process {Environment.ProcessId} on {Environment.MachineName}; wait for it or stop it", error.Message);
    }

    [Fact]
    public void A_study_that_was_given_back_can_be_taken_again()
    {
        var first = StudyLock.Acquire(Study);
        first.Dispose();
        first.Dispose();
        using var second = StudyLock.Acquire(Study);
        first.Dispose();
        Assert.Throws<BadInputException>(() => StudyLock.Acquire(Study));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_failure_and_no_refusal()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Equal(1, Assert.Throws<PromptOptException>(() => StudyLock.Acquire(_folder.File("file/study"))).ExitCode);
    }

    [Fact]
    public void Another_process_cannot_take_a_held_study()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var first = StudyLock.Acquire(Study);
        using var other = Process.Start("flock", ["--nonblock", "--conflict-exit-code", "42", Path.Combine(Study, "study.lock"), "true"]);
        other.WaitForExit();
        Assert.Equal(42, other.ExitCode);
    }

    [Fact]
    public void A_study_held_by_another_process_is_refused_until_that_process_is_killed()
    {
        if (!OperatingSystem.IsLinux()) return;
        StudyLock.Acquire(Study).Dispose();
        File.WriteAllText(Path.Combine(Study, "study.owner"), "process 4711 on elsewhere\n");
        using var other = Process.Start("flock", ["--no-fork", Path.Combine(Study, "study.lock"), "sleep", "60"]);
        BadInputException? error = null;
        for (var i = 0; i < 200 && error is null; i++)
        {
            Thread.Sleep(25);
            error = Refusal();
            if (error is null) File.WriteAllText(Path.Combine(Study, "study.owner"), "process 4711 on elsewhere\n");
        }

        Assert.Equal("study my-study is being driven by process 4711 on elsewhere; wait for it or stop it", error?.Message);
        other.Kill();
        other.WaitForExit();
        using var taken = StudyLock.Acquire(Study);
    }

    private BadInputException? Refusal()
    {
        try
        {
            StudyLock.Acquire(Study).Dispose();
            return null;
        }
        catch (BadInputException exception)
        {
            return exception;
        }
    }
}
