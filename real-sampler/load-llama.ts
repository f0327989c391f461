import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { assume } from "@/lib/core/base/assume";

/** What a step of node-llama-cpp's sampler gives. */
export interface SampledStep {
  readonly token: number;
  /** Probability of `token`. */
  readonly confidence: number;
  /** Probability of every token, when asked for. */
  readonly probabilities?: ReadonlyMap<number, number>;
}

/** The part of a context's sequence that is used. Passing a token to `next` puts it in the place of the sampled one. */
export interface LlamaSequence {
  /** Position of the next token: how much of the last conversation is kept. */
  readonly nextTokenIndex: number;
  /** Keeps what the held tokens and these have in common. */
  adaptStateToTokens(tokens: readonly number[], allowShift: boolean): Promise<void>;
  evaluateWithMetadata(
    tokens: readonly number[],
    metadata: { readonly confidence: true; readonly probabilities?: boolean },
    options: Readonly<Record<string, unknown>>,
  ): AsyncGenerator<SampledStep, void, number | undefined>;
}

interface LlamaModel {
  createContext(options: Readonly<Record<string, unknown>>): Promise<{ getSequence(): LlamaSequence }>;
  dispose(): Promise<void>;
}

interface LlamaModule {
  getLlama(options: Readonly<Record<string, unknown>>): Promise<{
    loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
    createGrammar(options: { readonly grammar: string }): Promise<object>;
    dispose(): Promise<void>;
  }>;
  readonly LlamaGrammarEvaluationState: new (of: {
    readonly model: LlamaModel;
    readonly grammar: object;
  }) => object;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const entry = join(folder, "node_modules/node-llama-cpp/dist/index.js");

/** Longest conversation that is sampled, in tokens. */
const CONTEXT_TOKENS = 8_192;

export interface Llama {
  readonly sequence: LlamaSequence;
  /**
   * The state of a GBNF grammar before an answer, which a sequence takes as its option `grammarEvaluationState`.
   *
   * @throws Error where llama.cpp cannot read the grammar.
   */
  grammarState(grammar: string): Promise<object>;
  dispose(): Promise<void>;
}

/**
 * Loads a model with llama.cpp, which is installed on first use into this folder by its own lock file: without
 * GPU variants and install scripts, 85 MB; `npm ci` would refuse a lock without the variants. One thread, since more are slower on a shared machine.
 */
export async function loadLlama(modelPath: string): Promise<Llama> {
  if (!existsSync(entry)) {
    await promisify(execFile)("npm", ["install", "--no-save", "--omit=optional", "--ignore-scripts"], {
      cwd: folder,
    });
  }
  const loaded: unknown = await import(pathToFileURL(entry).href);
  const { getLlama, LlamaGrammarEvaluationState } = assume<LlamaModule>(
    loaded,
    "node-llama-cpp is installed apart, so its types are not here",
  );
  const llama = await getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    maxThreads: 1,
    logLevel: "error",
  });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: 1 });
  return {
    sequence: context.getSequence(),
    async grammarState(grammar) {
      return new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar }) });
    },
    async dispose() {
      await model.dispose();
      await llama.dispose();
    },
  };
}
