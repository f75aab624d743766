namespace PromptOpt.LlamaCpp;

/// <summary>The device that was asked for cannot be used on this machine.</summary>
public sealed class DeviceUnusableException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">Which device, what is missing, and what to do.</param>
    public DeviceUnusableException(string message)
        : base(message)
    {
    }
}
