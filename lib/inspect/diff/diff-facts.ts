import type { NodeDiff } from "@/lib/core/diff/node-diff";

/** What each kind of pair works out for itself; the rest is the same for all. */
export type DiffFacts = Omit<NodeDiff, "pieces" | "policy" | "threshold">;

/** Why there is nothing to compare token by token, and what would change that. */
export const NO_TOKEN_IDS =
  "No token ids are recorded here. An engine that returns them (SGLang, vLLM or llama.cpp, or a server behind passthrough with return_token_ids) gives later sessions their tokens.";
