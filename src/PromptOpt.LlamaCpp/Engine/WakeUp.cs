namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Lets the engine thread sleep until somebody has something for it. Holds no operating-system handle.</summary>
internal sealed class WakeUp
{
    private readonly object gate = new();
    private bool signaled;

    public void Signal()
    {
        lock (gate)
        {
            signaled = true;
            Monitor.Pulse(gate);
        }
    }

    public void Wait()
    {
        lock (gate)
        {
            while (!signaled) Monitor.Wait(gate);
            signaled = false;
        }
    }
}
