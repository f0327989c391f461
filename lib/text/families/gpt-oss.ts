import type { Family } from "./family";
import { harmonyDemand } from "./harmony-demand";
import { HarmonyReader } from "./harmony-reader";

/** A message of the channel in which gpt-oss reasons, to its end. */
const ANALYSIS = /<\|channel\|>\s*analysis[\s\S]*?(?:<\|end\|>|(?=<\|start\|>)|$)/g;

/** gpt-oss: harmony channels. In history an answer is closed by `<|end|>`, which does not end it when sampled. */
export const gptOss: Family = {
  name: "gpt-oss",
  matches: ({ hasToken }) => hasToken("<|channel|>") && hasToken("<|message|>") && hasToken("<|call|>"),
  stopTokens: ["<|return|>", "<|call|>", "<|endoftext|>"],
  closers: ["<|end|>"],
  reasoningMember: "thinking",
  format: {
    reasoning: null,
    tools: null,
    openReader: (options) => new HarmonyReader(options),
    demand: harmonyDemand,
    reasoningSpans: (text) =>
      Array.from(
        text.matchAll(ANALYSIS),
        ({ index, 0: message }) => [index, index + message.length] as const,
      ),
  },
};
