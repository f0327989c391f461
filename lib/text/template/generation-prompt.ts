import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { BoundedCache } from "@/lib/text/bounded-cache";
import type { ChatTemplate } from "./chat-template";
import { PendingRender } from "./pending-render";
import type { PromptEncoder } from "./prompt-encoder";

/** Tells where the generation prompt begins in rendered text of so many ids; their number when there is none. */
export type GenerationPrompt = (rendered: string, length: number, templateArguments: JsonObject) => number;

/** Characters of remembered prompts; template arguments are part of a key, and clients choose them. */
const KNOWN_CHARACTERS = 100_000;

const PROBE = [{ role: "user", content: "probe" }] as const;

/**
 * Finds what a template adds when it is asked for a generation prompt, by rendering one message with and without it.
 * Each set of template arguments is tried once.
 *
 * @param startsSpecial Whether text begins with a special token, so that it encodes alike wherever it stands.
 */
export function createGenerationPrompt(
  template: ChatTemplate,
  encodePrompt: PromptEncoder,
  startsSpecial: (text: string) => boolean,
): GenerationPrompt {
  const known = new BoundedCache<{ readonly text: string; readonly length: number }>(KNOWN_CHARACTERS);
  const probe = (templateArguments: JsonObject): string => {
    const input = { messages: PROBE, tools: [], templateArguments };
    try {
      const without = template.render({ ...input, addGenerationPrompt: false });
      const full = template.render({ ...input, addGenerationPrompt: true });
      const text = full.startsWith(without) ? full.slice(without.length) : "";
      return startsSpecial(text) ? text : "";
    } catch (error) {
      if (error instanceof PendingRender) throw error;
      return "";
    }
  };
  return (rendered, length, templateArguments) => {
    const key = stringifyJson(templateArguments);
    let found = known.get(key);
    if (found === undefined) {
      const text = probe(templateArguments);
      found = { text, length: text === "" ? 0 : encodePrompt(text, 0).ids.length };
      known.set(key, found, key.length + text.length);
    }
    return found.text !== "" && rendered.endsWith(found.text) ? length - found.length : length;
  };
}
