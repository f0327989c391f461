import { deepseek } from "./deepseek";
import type { Family } from "./family";
import { glm4 } from "./glm4";
import { glm47 } from "./glm4-7";
import { gptOss } from "./gpt-oss";
import { kimi } from "./kimi";
import { llama3 } from "./llama3";
import { minimax } from "./minimax";
import { nemotron3 } from "./nemotron3";
import { plain } from "./plain";
import { qwen25 } from "./qwen2-5";
import { qwen3 } from "./qwen3";
import { qwen35 } from "./qwen3-5";
import { qwen3Coder } from "./qwen3-coder";

/** All families, the more particular before the more general; the first that matches a model is its family. */
export const FAMILIES: readonly Family[] = [
  gptOss,
  deepseek,
  glm47,
  glm4,
  kimi,
  minimax,
  llama3,
  nemotron3,
  qwen35,
  qwen3Coder,
  qwen3,
  qwen25,
  plain,
];
