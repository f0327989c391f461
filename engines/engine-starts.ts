import type { EvidenceKind } from "@/lib/core/recording/evidence-column";
import { engineFile } from "./engine-file";

export type EngineName = "vllm" | "sglang";
export type ModelName = "talking" | "random";

/** One way to start an engine. */
export interface EngineStart {
  readonly id: string;
  readonly engine: EngineName;
  readonly model: ModelName;
  /** Flags beside the usual ones. */
  readonly flags: readonly string[];
  /** What it tells of tokens beside ids and log-probs, when it is asked for all. */
  readonly evidence: readonly EvidenceKind[];
  /** Where it differs from others, in words for the table. */
  readonly words: string;
  /** Whether it is one of those that run unless all are asked for. */
  readonly usual: boolean;
}

/** Every start that `npm run test:engines` knows, in the order of its tables. */
export const ENGINE_STARTS: readonly EngineStart[] = [
  {
    id: "vllm-generate",
    engine: "vllm",
    model: "talking",
    flags: [
      "--enable-scale-out",
      "--reasoning-parser",
      "qwen3",
      "--enable-auto-tool-choice",
      "--tool-call-parser",
      "hermes",
    ],
    evidence: ["top"],
    words: "vLLM with `--enable-scale-out` and parsers, talking model",
    usual: true,
  },
  {
    id: "vllm-default",
    engine: "vllm",
    model: "random",
    flags: [],
    evidence: ["top"],
    words: "vLLM as it comes, random model",
    usual: false,
  },
  {
    id: "sglang",
    engine: "sglang",
    model: "random",
    flags: ["--enable-return-routed-experts"],
    evidence: ["top", "entropy", "support", "experts"],
    words: "SGLang as it comes, random model",
    usual: true,
  },
  {
    id: "sglang-incremental",
    engine: "sglang",
    model: "talking",
    flags: ["--incremental-streaming-output"],
    evidence: ["top", "entropy", "support"],
    words: "SGLang with `--incremental-streaming-output`, talking model",
    usual: false,
  },
];

/** Most tokens of prompt and answer that each start takes. */
export const CONTEXT_TOKENS = 4096;

/** What a start is called with: the program's arguments, and what its environment has beside PATH and HOME. */
export interface StartCommand {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Where an engine is started, and with what. */
interface EnginePlace {
  /** Folder of the model. */
  readonly model: string;
  readonly port: number;
  readonly servedName: string;
  /** Folder of a tokenizer that is not the model's. */
  readonly tokenizer?: string | undefined;
}

/** The command line of a start; the recipes are in docs/engines.md. */
export function startCommand(
  start: EngineStart,
  { model, port, servedName, tokenizer }: EnginePlace,
): StartCommand {
  const place = ["--host", "127.0.0.1", "--port", `${port}`, "--served-model-name", servedName];
  switch (start.engine) {
    case "vllm":
      return {
        arguments: [
          ...["-m", "vllm.entrypoints.cli.main", "serve", model, ...place],
          ...["--dtype", "float32", "--max-model-len", `${CONTEXT_TOKENS}`, "--max-num-seqs", "32"],
          ...["--enforce-eager", "--enable-prompt-tokens-details", ...start.flags],
          ...(tokenizer === undefined ? [] : ["--tokenizer", tokenizer]),
        ],
        environment: {
          ...OFFLINE,
          VLLM_SERVER_DEV_MODE: "1",
          VLLM_NO_USAGE_STATS: "1",
          VLLM_CPU_KVCACHE_SPACE: "1",
          VLLM_CPU_OMP_THREADS_BIND: "0",
        },
      };
    case "sglang":
      return {
        arguments: [
          ...["-m", "sglang.launch_server", "--model-path", model, ...place],
          ...["--device", "cpu", "--attention-backend", "torch_native", "--sampling-backend", "pytorch"],
          ...["--dtype", "float32", "--disable-cuda-graph", "--context-length", `${CONTEXT_TOKENS}`],
          ...["--max-total-tokens", "16384", "--mem-fraction-static", "0.3", "--skip-server-warmup"],
          ...start.flags,
          ...(tokenizer === undefined ? [] : ["--tokenizer-path", tokenizer]),
        ],
        environment: { ...OFFLINE, SGLANG_USE_CPU_ENGINE: "1", PYTHONPATH: engineFile("stand_ins") },
      };
    default:
      return start.engine satisfies never;
  }
}

const OFFLINE = {
  HF_HUB_OFFLINE: "1",
  TRANSFORMERS_OFFLINE: "1",
  DO_NOT_TRACK: "1",
  OMP_NUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};
