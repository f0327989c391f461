import type { EngineName } from "./engine-starts";

/** What each engine's build for processors stands on. vLLM's wheel is made for AVX-512; SGLang runs as torch does. */
const NEEDED: Readonly<Record<EngineName, { readonly flag: string; readonly words: string }>> = {
  vllm: { flag: "avx512f", words: "vLLM needs Linux on a processor with AVX-512 to run without a GPU" },
  sglang: { flag: "avx2", words: "SGLang needs Linux on a processor with AVX2 to run without a GPU" },
};

/**
 * Why an engine does not run on a processor, in one sentence; null where it does.
 *
 * @param description `/proc/cpuinfo`; empty where there is none.
 */
export function processorProblem(name: EngineName, description: string): string | null {
  const { flag, words } = NEEDED[name];
  return new RegExp(`\\b${flag}\\b`).test(description) ? null : words;
}
