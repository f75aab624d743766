using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace PromptOpt.LlamaCpp.Native;

/// <summary>The functions of llama.cpp 0.4.0 and 0.5.0 that the engine calls. C <c>bool</c> is a byte.</summary>
internal static unsafe partial class LlamaApi
{
    public const string Llama = "llama";
    public const string Ggml = "ggml";

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void LoadBackends(string directory);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_reg_count")]
    public static partial nuint BackendCount();

    [LibraryImport(Llama, EntryPoint = "llama_backend_init")]
    public static partial void InitializeBackend();

    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* state);

    [LibraryImport(Llama, EntryPoint = "llama_model_default_params")]
    public static partial ModelParameters DefaultModelParameters();

    [LibraryImport(Llama, EntryPoint = "llama_context_default_params")]
    public static partial ContextParameters DefaultContextParameters();

    [LibraryImport(Llama, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ModelHandle LoadModel(string path, ModelParameters parameters);

    [LibraryImport(Llama, EntryPoint = "llama_model_free")]
    public static partial void FreeModel(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_get_vocab")]
    public static partial nint Vocabulary(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_embd_out")]
    public static partial int EmbeddingWidth(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_params")]
    public static partial ulong ParameterCount(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_has_encoder")]
    public static partial byte HasEncoder(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_recurrent")]
    public static partial byte IsRecurrent(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_hybrid")]
    public static partial byte IsHybrid(ModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_init_from_model")]
    public static partial nint CreateContext(ModelHandle model, ContextParameters parameters);

    [LibraryImport(Llama, EntryPoint = "llama_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_n_ctx_seq")]
    public static partial uint ContextTokensPerSequence(ContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_n_seq_max")]
    public static partial uint SequenceCount(ContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_n_batch")]
    public static partial uint BatchTokens(ContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_set_n_threads")]
    public static partial void SetThreads(ContextHandle context, int threads, int batchThreads);

    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    public static partial nint Memory(ContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_rm")]
    public static partial byte RemoveFromSequence(nint memory, int sequence, int from, int to);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_cp")]
    public static partial void CopySequence(nint memory, int source, int target, int from, int to);

    [LibraryImport(Llama, EntryPoint = "llama_state_seq_get_size")]
    public static partial nuint StateSize(ContextHandle context, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_state_seq_get_data")]
    public static partial nuint GetState(ContextHandle context, byte* target, nuint size, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_state_seq_set_data")]
    public static partial nuint SetState(ContextHandle context, byte* source, nuint size, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    public static partial int Decode(ContextHandle context, NativeBatch batch);

    [LibraryImport(Llama, EntryPoint = "llama_get_logits_ith")]
    public static partial float* Logits(ContextHandle context, int index);

    [LibraryImport(Llama, EntryPoint = "llama_get_embeddings_seq")]
    public static partial float* SequenceEmbedding(ContextHandle context, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_type")]
    public static partial int VocabularyType(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_n_tokens")]
    public static partial int VocabularySize(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_bos")]
    public static partial int BeginOfText(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_eos")]
    public static partial int EndOfText(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_is_eog")]
    public static partial byte EndsGeneration(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_attr")]
    public static partial int TokenAttributes(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_text")]
    public static partial byte* TokenText(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_add_bos")]
    public static partial byte AddsBeginOfText(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_tokenize")]
    public static partial int Tokenize(nint vocabulary, byte* text, int length, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(Llama, EntryPoint = "llama_token_to_piece")]
    public static partial int TokenToPiece(nint vocabulary, int token, byte* buffer, int length, int leftStrip, byte special);

    [LibraryImport(Llama, EntryPoint = "llama_chat_apply_template")]
    public static partial int ApplyChatTemplate(
        byte* template, NativeChatMessage* messages, nuint count, byte addAssistant, byte* buffer, int length);
}
