import type { Family } from "./family";
import { plain } from "./plain";
import { qwen25 } from "./qwen2-5";
import { qwen3 } from "./qwen3";

/** All families, the more particular before the more general; the first that matches a model is its family. */
export const FAMILIES: readonly Family[] = [qwen3, qwen25, plain];
