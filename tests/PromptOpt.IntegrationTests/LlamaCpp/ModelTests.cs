namespace PromptOpt.IntegrationTests.LlamaCpp;

/// <summary>Tests of this collection share one open model and run one after another.</summary>
[CollectionDefinition(nameof(ModelTests))]
public sealed class ModelTests : ICollectionFixture<DefaultModel>;
