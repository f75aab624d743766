using PromptOpt.Studies;

namespace PromptOpt.Tests.Storage;

public sealed class MemoryStudyStoreTests : StoreContract
{
    protected override IStudyStore Store { get; } = new MemoryStudyStore();

    protected override IStudyStore Reopen() => Store;
}
