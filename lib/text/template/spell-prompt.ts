import { TemplateError } from "@/lib/text/template-error";
import type { PromptEncoder } from "./prompt-encoder";
import { hasCodes } from "./template-codes";

/**
 * Reads the ids that an engine rendered as text. Where nothing in it is coded, our encoder must spell that text with the
 * same ids, which shows that the engine has the tokenizer that we have.
 *
 * @returns a function that throws `TemplateError` for ids that are spelled otherwise.
 */
export function spellPrompt(
  decode: (ids: Int32Array) => string,
  encodePrompt: PromptEncoder,
): (ids: Int32Array) => string {
  return (theirs) => {
    const text = decode(theirs);
    if (hasCodes(text)) return text;
    const { ids } = encodePrompt(text, 0);
    const parting = theirs.findIndex((id, at) => id !== ids[at]);
    if (parting < 0 && ids.length === theirs.length) return text;
    const at = parting < 0 ? theirs.length : parting;
    throw new TemplateError(
      `The engine has another tokenizer: token ${at} of what it rendered is ${theirs[at]}, and ${ids[at]} by the ` +
        "files of TURNTREE_TOKENIZER.",
    );
  };
}
