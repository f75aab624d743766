using System.CommandLine;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about a language model that advises a tuner.</summary>
internal sealed class AdviserOptions
{
    private readonly Option<bool> _adviser = OptionFactory.Switch("--adviser", "Let the model that writes prompts (--writer) advise the tuner's sampler, behind a guard. Default: the task's.");
    private readonly Option<ContextLevel?> _context = OptionFactory.Member<ContextLevel>("--adviser-context", "Let it advise, told this much of the task. Default: the task's, or full.");

    /// <summary>All of them.</summary>
    public Option[] All => [_adviser, _context];

    /// <summary>What they say; null where they say nothing.</summary>
    public AdviserSpec? Read(ParseResult parsed)
    {
        var context = parsed.GetValue(_context);
        return parsed.GetValue(_adviser) || context is not null ? new() { Context = context } : null;
    }
}
