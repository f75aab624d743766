// Answers workloads with node-llama-cpp: serve.mjs SETTINGS, where SETTINGS is a JSON object (see below). One JSON object a line comes in
// on stdin, { mode, answerTokens, prompts: [[token]] }, and one goes out on stdout, { seconds, evaluated, answers: [[token]] }. Between
// them the process sleeps, so that the other side can be measured.
//
// Modes. "unshared": every request begins with an empty sequence and evaluates its whole prompt. "prefix": a sequence keeps what it holds,
// and the part of the next prompt that differs is evaluated (sequence.adaptStateToTokens, which is what its chat sessions do as well).
// There is no public call that copies a beginning from one sequence to another.
//
// Settings. model: path of the GGUF file. threads: as many as the other side, all reserved for evaluation. sequences: requests at a time.
// contextTokens: of a sequence. batchTokens (its default is 512), flash ("auto" is its default; true, false) and order
// ("maximumParallelism" is its default; "firstInFirstOut") are measured by the benchmark "node-settings". Drawing is greedy without any
// other sampler, its cheapest way. Tokens that end an answer cannot be banned (TokenBias passes them over), so they are drawn and gone
// past: every answer has answerTokens tokens here too.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { getLlama } from "node-llama-cpp";

const settings = JSON.parse(process.argv[2]);
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: settings.threads, logLevel: "error" });
const model = await llama.loadModel({ modelPath: settings.model, gpuLayers: 0 });
const context = await model.createContext({
  sequences: settings.sequences,
  contextSize: settings.contextTokens,
  batchSize: settings.batchTokens,
  flashAttention: settings.flash,
  threads: { ideal: settings.threads, min: settings.threads },
  batching: { itemPrioritizationStrategy: settings.order },
});
const sequences = Array.from({ length: settings.sequences }, () => context.getSequence());

const prepare = {
  unshared: sequence => sequence.clearHistory(),
  prefix: (sequence, prompt) => sequence.adaptStateToTokens(prompt.slice(0, -1), false), // the last token is what the answer comes from
};

async function answer(sequence, prompt, mode, tokens) {
  await prepare[mode](sequence, prompt);
  const rest = prompt.slice(sequence.nextTokenIndex);
  const drawn = [];
  for await (const token of sequence.evaluate(rest, { temperature: 0, yieldEogToken: true })) {
    if (drawn.push(token) === tokens) break;
  }
  return { evaluated: rest.length, drawn };
}

async function run({ mode, answerTokens, prompts }) {
  const answers = new Array(prompts.length);
  let next = 0, evaluated = 0;
  for (const sequence of sequences) await sequence.clearHistory(); // the same texts may have been here in the other mode
  const start = performance.now();
  await Promise.all(sequences.map(async sequence => {
    while (next < prompts.length) {
      const i = next++;
      const result = await answer(sequence, prompts[i], mode, answerTokens);
      answers[i] = result.drawn;
      evaluated += result.evaluated;
    }
  }));
  return { seconds: (performance.now() - start) / 1000, evaluated, answers };
}

const write = value => process.stdout.write(JSON.stringify(value) + "\n");
const { version } = JSON.parse(readFileSync(new URL("node_modules/node-llama-cpp/package.json", import.meta.url)));
write({ name: `node-llama-cpp ${version}, llama.cpp ${llama.llamaCppRelease.release}, flash attention ${context.flashAttention}`,
  ends: Array.from({ length: model.fileInfo.metadata.tokenizer.ggml.tokens.length }, (_, i) => i).filter(i => model.isEogToken(i)) });
for await (const line of createInterface({ input: process.stdin })) write(await run(JSON.parse(line)));
process.exit(0);
