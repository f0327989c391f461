import { createChatTemplate } from "./chat-template";
import { createTokenizer } from "./create-tokenizer";
import { FAMILIES } from "./families/families";
import type { Family } from "./families/family";
import { createIdTextReader } from "./id-text-reader";
import type { LanguageModel } from "./language-model";
import { MarkerReader } from "./marker-reader";
import type { ModelFiles } from "./model-files";
import { createPromptEncoder } from "./prompt-encoder";
import { createReasoningProbe } from "./reasoning-probe";
import { selectFormat } from "./select-format";
import { TemplateError } from "./template-error";
import { tokenPattern } from "./token-pattern";
import type { Tokenizer } from "./tokenizer";

/** Parsers to use instead of the family's own; `auto` or absent: the family's. */
export interface LanguageModelOptions {
  readonly toolParser?: string;
  readonly reasoningParser?: string;
}

function stopIds(files: ModelFiles, tokenizer: Tokenizer, family: Family): readonly number[] {
  const idOf = new Map(tokenizer.addedTokens.map((token) => [token.content, token.id]));
  const names = [files.configuration.eos_token, ...family.stopTokens];
  const named = names.map((name) => idOf.get(name ?? "")).filter((id) => id !== undefined);
  return [...new Set([...named, ...files.endTokenIds])];
}

function tokenVariables({ configuration }: ModelFiles): Record<string, string> {
  const { bos_token, eos_token, pad_token, unk_token } = configuration;
  const variables = { bos_token, eos_token, pad_token, unk_token };
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (typeof value === "string") known[name] = value;
  return known;
}

function decodeWith(tokenizer: Tokenizer, ids: Iterable<number>): string {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for (const id of ids) text += utf8.decode(tokenizer.tokenBytes(id), { stream: true });
  return text + utf8.decode();
}

/** Puts a model's tokenizer, template and parsers together. Throws `TemplateError` for a template that cannot be read. */
export function createLanguageModel(
  name: string,
  files: ModelFiles,
  options: LanguageModelOptions = {},
): LanguageModel {
  const tokenizer = createTokenizer(files.tokenizer, files.configuration);
  const special = tokenizer.addedTokens.filter((token) => token.special);
  const specialIds = new Set(special.map((token) => token.id));
  const names = new Set(tokenizer.addedTokens.map((token) => token.content));
  const traits = { template: files.chatTemplate ?? "", hasToken: (token: string) => names.has(token) };
  const family = FAMILIES.find((candidate) => candidate.matches(traits)) ?? FAMILIES[0];
  const format = selectFormat(family, options);
  const template =
    files.chatTemplate === null
      ? null
      : createChatTemplate(files.chatTemplate, tokenVariables(files), tokenPattern(special, false));
  const encodePrompt = createPromptEncoder(tokenizer);
  const stopTokenIds = stopIds(files, tokenizer, family);
  const stops = new Set(stopTokenIds);
  const decode = (ids: Iterable<number>): string => decodeWith(tokenizer, ids);
  const opensReasoning = createReasoningProbe({ reasoning: format.reasoning, specialIds, decode });
  const model: LanguageModel = {
    name,
    family: family.name,
    vocabularySize: tokenizer.vocabularySize,
    stopTokenIds,
    render(input) {
      if (template === null) throw new TemplateError(`The tokenizer ${name} has no chat template.`);
      return encodePrompt(template.render(input), input.messages);
    },
    encode: (text) => tokenizer.encodeText(text),
    tokenBytes: (id) => tokenizer.tokenBytes(id),
    isSpecial: (id) => specialIds.has(id),
    decode,
    parse(outputIds, promptIds) {
      const reader = model.openReader(promptIds);
      reader.push([...outputIds]);
      return reader.finish().parsed;
    },
    openReader(promptIds) {
      const text = format.openReader?.() ?? new MarkerReader(format, opensReasoning(promptIds));
      return createIdTextReader({ text, tokenBytes: tokenizer.tokenBytes, isStop: (id) => stops.has(id) });
    },
  };
  return model;
}
