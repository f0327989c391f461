import type { ReasoningFormat } from "./output-format";

/** Reasoning between `<think>` and `</think>`: Qwen3, GLM, DeepSeek R1. */
export const thinkReasoning: ReasoningFormat = { open: "<think>", close: "</think>" };
