using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.Tests.LlamaCpp.Native;

public sealed class StructLayoutTests
{
    [Fact]
    public void Structs_have_the_sizes_of_llama_cpp()
    {
        Assert.Equal(80, Unsafe.SizeOf<ModelParameters>());
        Assert.Equal(160, Unsafe.SizeOf<ContextParameters>());
        Assert.Equal(56, Unsafe.SizeOf<NativeBatch>());
        Assert.Equal(16, Unsafe.SizeOf<NativeChatMessage>());
        Assert.Equal(56, Unsafe.SizeOf<DeviceProperties>());
        Assert.Equal(32, Marshal.OffsetOf<DeviceProperties>(nameof(DeviceProperties.Type)));
    }

    [Theory]
    [InlineData(nameof(ModelParameters.GpuLayers), 16)]
    [InlineData(nameof(ModelParameters.LoadMode), 24)]
    [InlineData(nameof(ModelParameters.MainGpu), 32)]
    [InlineData(nameof(ModelParameters.TensorSplit), 40)]
    [InlineData(nameof(ModelParameters.ProgressCallback), 48)]
    [InlineData(nameof(ModelParameters.ProgressState), 56)]
    [InlineData(nameof(ModelParameters.VocabularyOnly), 72)]
    [InlineData(nameof(ModelParameters.UseExtraBuffers), 74)]
    [InlineData(nameof(ModelParameters.LoadMtp), 77)]
    public void Model_parameters_lie_where_llama_cpp_has_them(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<ModelParameters>(field));

    [Theory]
    [InlineData(nameof(ContextParameters.Sequences), 12)]
    [InlineData(nameof(ContextParameters.Threads), 28)]
    [InlineData(nameof(ContextParameters.BatchThreads), 32)]
    [InlineData(nameof(ContextParameters.PoolingType), 44)]
    [InlineData(nameof(ContextParameters.FlashAttention), 52)]
    [InlineData(nameof(ContextParameters.EvaluationCallback), 88)]
    [InlineData(nameof(ContextParameters.KeyType), 104)]
    [InlineData(nameof(ContextParameters.AbortCallback), 112)]
    [InlineData(nameof(ContextParameters.Embeddings), 128)]
    [InlineData(nameof(ContextParameters.UnifiedKv), 133)]
    [InlineData(nameof(ContextParameters.Samplers), 136)]
    [InlineData(nameof(ContextParameters.OtherContext), 152)]
    public void Context_parameters_lie_where_llama_cpp_has_them(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<ContextParameters>(field));

    [Theory]
    [InlineData(nameof(NativeBatch.Tokens), 8)]
    [InlineData(nameof(NativeBatch.Positions), 24)]
    [InlineData(nameof(NativeBatch.SequenceCounts), 32)]
    [InlineData(nameof(NativeBatch.Sequences), 40)]
    [InlineData(nameof(NativeBatch.Outputs), 48)]
    public void Batch_fields_lie_where_llama_cpp_has_them(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<NativeBatch>(field));
}
