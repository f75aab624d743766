using System.Text.RegularExpressions;
using PromptOpt.Evaluation;

namespace PromptOpt.Feedback.Conditions;

/// <summary>
/// A regular expression of a rule. The engine without backtracking, whose time is linear in the text, is used wherever the pattern allows it, so
/// that what a rule says does not depend on the speed of the machine. The other one has a time limit.
/// </summary>
internal sealed class RulePattern
{
    /// <summary>After so many texts on which the time ran out, the pattern is not tried again: a session must not wait for it on every rollout.</summary>
    private const int MostTimeouts = 3;

    private readonly string _pattern;
    private readonly Regex _regex;
    private int _timeouts;
    private bool _isTold;

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public RulePattern(string pattern)
    {
        _pattern = pattern;
        _regex = UserPattern.Compile(pattern);
        try
        {
            _regex = new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, _regex.MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // It looks around or back, or counts too far; the other engine can.
        }
    }

    /// <summary>Whether it matches somewhere in a text; false when the time was up.</summary>
    public bool IsMatch(string text)
    {
        if (Volatile.Read(ref _timeouts) >= MostTimeouts) return false;
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref _timeouts);
            return false;
        }
    }

    /// <summary>What to tell people the first time that this is asked after the time ran out; else null. Not for concurrent use.</summary>
    public string? TakeNote()
    {
        if (_isTold || Volatile.Read(ref _timeouts) == 0) return null;
        _isTold = true;
        return FormattableString.Invariant($"the pattern '{_pattern}' of a feedback rule took more than {_regex.MatchTimeout.TotalSeconds:0.#} s on a text and counts as not matching there; write it without nested repetitions");
    }
}
