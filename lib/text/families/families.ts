import { deepseek } from "./deepseek";
import type { Family } from "./family";
import { glm4 } from "./glm4";
import { gptOss } from "./gpt-oss";
import { kimi } from "./kimi";
import { llama3 } from "./llama3";
import { plain } from "./plain";
import { qwen25 } from "./qwen2-5";
import { qwen3 } from "./qwen3";
import { qwen3Coder } from "./qwen3-coder";

/** All families, the more particular before the more general; the first that matches a model is its family. */
export const FAMILIES: readonly Family[] = [
  gptOss,
  deepseek,
  glm4,
  kimi,
  llama3,
  qwen3Coder,
  qwen3,
  qwen25,
  plain,
];
