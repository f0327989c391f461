import type { JsonValue } from "@/lib/core/json/json-value";
import { refuseGraft } from "@/lib/core/proof/graft-refusal";
import { NO_TEMPLATE_CHECK } from "@/lib/core/proof/template-check";
import { createTemplating } from "./create-templating";
import type { Family } from "./families/family";
import type { OutputFormat } from "./families/output-format";
import { answerGrammarOf } from "./grammar/answer-grammar-of";
import type { FrameInput, LanguageModel, ReadingOptions } from "./language-model";
import { modelFamily } from "./model-family";
import type { ModelFiles } from "./model-files";
import { modelTokens } from "./model-tokens";
import { createIdTextReader } from "./output/id-text-reader";
import { MarkerReader } from "./output/marker-reader";
import { createReasoningProbe } from "./output/reasoning-probe";
import { reasoningTokens } from "./output/reasoning-tokens";
import type { TextReader } from "./output/text-reader";
import { selectFormat } from "./select-format";
import type { RenderChat } from "./template/engine-template";
import { renameCallIds, respellCallIds } from "./template/respell-call-ids";
import { TemplateError } from "./template-error";
import { createTokenizer } from "./tokenizer/create-tokenizer";
import type { Tokenizer } from "./tokenizer/tokenizer";

/** Parsers to use instead of the family's own; `auto` or absent: the family's. */
export interface LanguageModelOptions {
  readonly toolParser?: string;
  readonly reasoningParser?: string;
  /** Has the engine render conversations; the model's own template does unless given. */
  readonly renderChat?: RenderChat;
}

function decodeWith(tokenizer: Tokenizer, ids: Iterable<number>): string {
  const pieces = Array.from(ids, (id) => tokenizer.tokenBytes(id));
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  // Tokens are a few bytes each: a call of set() for every one costs more than the bytes.
  for (const piece of pieces) for (let i = 0; i < piece.length; i++) bytes[at++] = piece[i] ?? 0;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Family tokens that a file does not mark special are treated as if it did. */
function withControlTokens(files: ModelFiles, family: Family): ModelFiles {
  const control = new Set(family.controlTokens);
  const added_tokens = files.tokenizer.added_tokens.map((token) =>
    control.has(token.content) ? { ...token, special: true } : token,
  );
  return { ...files, tokenizer: { ...files.tokenizer, added_tokens } };
}

/** Gives the results of an answer's calls the ids that the model sampled for them. */
function withSampledIds(input: FrameInput, model: LanguageModel): FrameInput {
  const sampled = model.parse(input.answer.outputIds).toolCalls;
  const names = new Map<string, string>();
  for (const [i, { id }] of (input.answer.message?.tool_calls ?? []).entries()) {
    const spelled = sampled[i]?.id;
    if (id !== undefined && spelled !== undefined) names.set(id, spelled);
  }
  return { ...input, messages: renameCallIds(input.messages, names) };
}

type OpenTextReader = (
  promptIds: Int32Array | undefined,
  tools: readonly JsonValue[],
  options: ReadingOptions,
) => TextReader;

/** A reader of answers of this layout. */
function textReaderOf(
  format: OutputFormat,
  reading: {
    readonly isInReasoning: boolean;
    readonly tools: readonly JsonValue[];
    readonly options: ReadingOptions;
  },
): TextReader {
  const { isInReasoning, tools, options } = reading;
  const layout = options.callsAreText ? { ...format, tools: null } : format;
  return format.openReader?.(options) ?? new MarkerReader(layout, isInReasoning, tools);
}

/** Puts a model's tokenizer, template and parsers together. Throws `TemplateError` for a template that cannot be read. */
export function createLanguageModel(
  name: string,
  modelFiles: ModelFiles,
  options: LanguageModelOptions = {},
): LanguageModel {
  const family = modelFamily(modelFiles);
  const files = withControlTokens(modelFiles, family);
  const tokenizer = createTokenizer(files.tokenizer, files.configuration);
  const tokens = modelTokens(files, tokenizer, family);
  const format = selectFormat(family, options);
  const decode = (ids: Iterable<number>): string => decodeWith(tokenizer, ids);
  const templating = createTemplating({ files, family, tokenizer, tokens, decode }, options.renderChat);
  const placeOf = createReasoningProbe({
    reasoning: format.reasoning,
    isSpecial: tokens.isSpecial,
    decode,
  });
  const noTemplate = `The tokenizer ${name} has no chat template.`;
  const idsOf = (names: readonly string[]) => names.flatMap((token) => tokens.idOf(token) ?? []);
  const openTextReader: OpenTextReader = (promptIds, tools, options) =>
    textReaderOf(format, { isInReasoning: placeOf(promptIds) === "in reasoning", tools, options });
  const model: LanguageModel = {
    name,
    family: family.name,
    vocabularySize: tokenizer.vocabularySize,
    stopTokenIds: tokens.stopTokenIds,
    callOpenerIds: idsOf(format.tools?.openers ?? []),
    callCloserIds: idsOf(format.tools?.closer === undefined ? [] : [format.tools.closer]),
    readsArgument: (argument) => files.chatTemplate?.includes(argument) ?? false,
    render(input) {
      if (templating === null) throw new TemplateError(noTemplate);
      const { spellCallId } = family;
      const messages = spellCallId ? respellCallIds(input.messages, spellCallId) : input.messages;
      return templating.render({ ...input, messages });
    },
    frame(input) {
      if (templating === null) return refuseGraft("no_template", noTemplate);
      return templating.frame(family.spellCallId ? withSampledIds(input, model) : input);
    },
    demand: (demand, promptIds) => answerGrammarOf(format, demand, placeOf(promptIds)),
    settle: templating?.settle ?? (async (work) => work()),
    checkTemplate: () => templating?.checkTemplate() ?? NO_TEMPLATE_CHECK,
    encode: (text) => tokenizer.encodeText(text),
    tokenBytes: (id) => tokenizer.tokenBytes(id),
    isSpecial: tokens.isSpecial,
    decode,
    parse(outputIds, promptIds, tools, options) {
      const reader = model.openReader(promptIds, tools, options);
      reader.push([...outputIds]);
      return reader.finish().parsed;
    },
    countReasoning(outputIds, said) {
      if (!said?.reasoning_content) return 0;
      const end = outputIds.findLastIndex((id) => !tokens.isStop(id)) + 1;
      const pieces = Array.from(outputIds.subarray(0, end), (id) => tokenizer.tokenBytes(id));
      return reasoningTokens(pieces, (said.tool_calls ?? []).length > 0, format);
    },
    readText(text, promptIds, tools = [], options = {}) {
      const reader = openTextReader(promptIds, tools, options);
      reader.push(text);
      return reader.finish().parsed;
    },
    openReader(promptIds, tools = [], options = {}) {
      const text = openTextReader(promptIds, tools, options);
      return createIdTextReader({ text, tokenBytes: tokenizer.tokenBytes, isStop: tokens.isStop });
    },
  };
  return model;
}
