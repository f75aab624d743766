using PromptOpt.LanguageModels;

namespace PromptOpt.Caching;

/// <summary>
/// Keys of requests to one model. A key covers the model's identity, engine with version and processor variant, the build of the code around it, chat
/// template and context size, and every property of the request. The seed counts only where it is read: not at temperature 0.
/// </summary>
internal sealed class ResponseKeys
{
    /// <summary>Raise it when the form of the keys changes: older responses are not found any more then.</summary>
    private const int Version = 1;

    private readonly byte[] _model;

    /// <summary>Prepares the keys of a model.</summary>
    /// <param name="model">The model that computes.</param>
    public ResponseKeys(ILanguageModel model)
    {
        var info = model.Info;
        var template = info.ChatTemplateHash.Length > 0 ? info.ChatTemplateHash : info.ChatTemplate;
        // A prompt that is too long is refused by the context, so a key without it would answer what the model refuses.
        var build = model.GetType().Module.ModuleVersionId.ToString();
        _model = CanonicalForm.Of("promptopt response", Version, info.Identity, info.Engine, build, template, info.ContextTokens);
    }

    /// <summary>The key of a generation.</summary>
    public ResponseKey Of(GenerateRequest request) => Of("generate", request.Decoding is { Temperature: 0 } ? request with { Seed = 0 } : request);

    /// <summary>The key of a scoring.</summary>
    public ResponseKey Of(ScoreRequest request) => Of("score", request);

    /// <summary>The key of an embedding.</summary>
    public ResponseKey Of(string text) => Of("embed", text);

    private ResponseKey Of(string kind, object request) => ResponseKey.Of([.. _model, .. CanonicalForm.Of(kind, request)]);
}
