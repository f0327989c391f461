import { z } from "zod";

/** Names of settings that may hold an engine's key: an entry names one, and never holds a key itself. */
const KEY_SETTING = /^TURNTREE_ENGINE_KEY(_[A-Z0-9_]+)?$/;

const address = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
  error: ({ input }) => `must be a URL that begins with http:// or https://, not ${JSON.stringify(input)}`,
});

/** A model beside that of the settings, and who serves it. Read from `TURNTREE_ENGINES` and by `POST /api/engines`. */
export const engineEntrySchema = z.strictObject({
  /** The name by which calls and sessions ask for it. */
  model: z.string().regex(/^[\w.:/@+-]{1,128}$/, "must be 1 to 128 letters, digits and . _ : / @ + -"),
  engine: z.enum(["sglang", "vllm", "llamacpp", "sim"]),
  /** Addresses that serve the same weights: a session stays with one. */
  urls: z.array(address).min(1).max(64),
  /** As `TURNTREE_TOKENIZER`; that one unless given. */
  tokenizer: z.string().min(1).nullish(),
  tool_parser: z.string().min(1).nullish(),
  reasoning_parser: z.string().min(1).nullish(),
  /** An adapter over the weights: a path for SGLang, a served name for vLLM. */
  lora_path: z.string().min(1).nullish(),
  /** The setting that holds the engine's key; `TURNTREE_ENGINE_KEY` unless given. */
  key_setting: z
    .string()
    .regex(KEY_SETTING, "must be TURNTREE_ENGINE_KEY, or that with _ and a name behind it")
    .nullish(),
  context_tokens: z.int().min(2).nullish(),
  /** Whether what it samples may train. */
  trains: z.boolean().default(true),
});

export type EngineEntry = z.infer<typeof engineEntrySchema>;

/**
 * Reads a list of entries. Names what is wrong with the first that is, in one sentence without its end.
 *
 * @example
 * readEngineEntries([]); // { entries: [] }
 * readEngineEntries([{ model: "judge" }]); // { fault: "[0].engine: Invalid option …" }
 */
export function readEngineEntries(
  value: unknown,
): { readonly entries: readonly EngineEntry[] } | { readonly fault: string } {
  const parsed = z.array(engineEntrySchema).safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return { fault: `${path?.join("") || "the list"}: ${issue?.message}` };
  }
  const names = parsed.data.map(({ model }) => model);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  return twice === undefined ? { entries: parsed.data } : { fault: `the model ${twice} stands twice` };
}
