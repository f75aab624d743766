using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>Takes answers until there are enough configurations that are allowed and new, and counts the others.</summary>
internal sealed class CandidateCollector
{
    private readonly SamplerContext _context;
    private readonly RowText _rows;
    private readonly ConfigurationReader _reader;
    private readonly HashSet<string> _seen;
    private readonly List<DrawnCandidate> _candidates = [];
    private int _answers, _unreadable, _invalid, _repeated;

    public CandidateCollector(SamplerContext context, RowText rows)
    {
        (_context, _rows, _reader) = (context, rows, new(context.Space, rows));
        _seen = [.. context.History.Where(o => context.Space.Allows(o.Configuration)).Select(o => rows.Json(o.Configuration))];
    }

    /// <summary>Texts of the configurations that were tried or taken.</summary>
    public IReadOnlySet<string> Seen => _seen;

    public int Count => _candidates.Count;

    public CandidateDraw Result => new() { Candidates = [.. _candidates], Answers = _answers, Unreadable = _unreadable, Invalid = _invalid, Repeated = _repeated };

    /// <summary>Takes the configurations of an answer, up to a total.</summary>
    public void Take(Generation answer, int most)
    {
        _answers++;
        var objects = ConfigurationReader.Objects(answer.Text).ToList();
        if (objects.Count == 0) _unreadable++;
        double? logProbability = answer.Tokens.Count > 0 ? answer.Tokens.Sum(token => token.Chosen.LogProbability) : null;
        foreach (var written in objects)
        {
            if (_reader.Read(written) is not { } configuration) _invalid++;
            else if (!IsNew(configuration)) _repeated++;
            else if (_candidates.Count < most) _candidates.Add(new(configuration, logProbability));
        }
    }

    // As text, too: two numbers that look the same to the model are one proposal.
    private bool IsNew(Configuration configuration) => _context.IsNew(configuration) && _seen.Add(_rows.Json(configuration));
}
