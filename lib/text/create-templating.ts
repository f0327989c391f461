import { NO_TEMPLATE_CHECK } from "@/lib/core/proof/template-check";
import type { Family } from "./families/family";
import { createFramer, type Framer } from "./framing/create-framer";
import type { RenderedPrompt, RenderInput } from "./language-model";
import type { ModelFiles } from "./model-files";
import type { ModelTokens } from "./model-tokens";
import { type ChatTemplate, createChatTemplate, type TokenVariables } from "./template/chat-template";
import { createEngineTemplate, type RenderChat, type Settle } from "./template/engine-template";
import { createGenerationPrompt } from "./template/generation-prompt";
import { createPromptEncoder, type PromptEncoder } from "./template/prompt-encoder";
import { settleMessageStarts } from "./template/settle-message-starts";
import { spellPrompt } from "./template/spell-prompt";
import type { Tokenizer } from "./tokenizer/tokenizer";

/** What only a model with a chat template can do. */
export interface Templating extends Framer {
  /** Runs work that renders: see `LanguageModel.settle`. */
  readonly settle: Settle;
  render(input: RenderInput): RenderedPrompt;
}

interface TemplatingParts {
  readonly files: ModelFiles;
  readonly family: Family;
  readonly tokenizer: Tokenizer;
  readonly tokens: ModelTokens;
  readonly decode: (ids: Iterable<number>) => string;
}

/**
 * Rendering and framing by the template of the model's files, or by the engine's where `renderChat` is given. Null
 * where there is neither. Throws `TemplateError` for a template that cannot be read.
 */
export function createTemplating(parts: TemplatingParts, renderChat?: RenderChat): Templating | null {
  const encodePrompt = createPromptEncoder(parts.tokenizer);
  if (renderChat === undefined) {
    const template = ownTemplate(parts);
    if (template === null) return null;
    return { ...templatingOf(template, parts.tokens, encodePrompt), settle: async (work) => work() };
  }
  const spell = spellPrompt(parts.decode, encodePrompt);
  const { template, settle } = createEngineTemplate({ renderChat, spell, specials: parts.tokens.specials });
  return learning(templatingOf(template, parts.tokens, encodePrompt), settle);
}

function ownTemplate({ files, tokens, family }: TemplatingParts): ChatTemplate | null {
  if (files.chatTemplate === null) return null;
  return createChatTemplate(files.chatTemplate, {
    variables: tokenVariables(files),
    specials: tokens.specials,
    reasoningMember: family.reasoningMember ?? "reasoning_content",
  });
}

function tokenVariables({ configuration }: ModelFiles): TokenVariables {
  const { bos_token, eos_token, pad_token, unk_token } = configuration;
  const variables = { bos_token, eos_token, pad_token, unk_token };
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (typeof value === "string") known[name] = value;
  return known;
}

function templatingOf(
  template: ChatTemplate,
  tokens: ModelTokens,
  encodePrompt: PromptEncoder,
): Omit<Templating, "settle"> {
  const startsSpecial = (text: string): boolean => text.search(tokens.specials ?? /(?!)/) === 0;
  const generationPrompt = createGenerationPrompt(template, encodePrompt, startsSpecial);
  const framer = createFramer({ ...tokens, template, encodePrompt, generationPrompt });
  return {
    ...framer,
    render(input) {
      const rendered = template.render(input);
      const { ids, messageStarts: marks } = encodePrompt(rendered, input.messages.length);
      const isHeaded = input.messages[0]?.role === "system";
      const messageStarts = settleMessageStarts(marks, isHeaded, ids.length);
      if (input.continueFinalMessage) {
        return { ids, messageStarts, generationStart: messageStarts.at(-1) ?? ids.length };
      }
      const generationStart = input.addGenerationPrompt
        ? generationPrompt(rendered, ids.length, input.templateArguments)
        : ids.length;
      return { ids, messageStarts, generationStart };
    },
  };
}

/** What is known of the engine's template is found out beside the first work that renders. */
function learning(templating: Omit<Templating, "settle">, settle: Settle): Templating {
  let check = NO_TEMPLATE_CHECK;
  let isAsked = false;
  const learn = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    try {
      check = await settle(() => templating.checkTemplate());
    } catch {
      isAsked = false;
    }
  };
  return {
    ...templating,
    async settle(work) {
      const result = await settle(work);
      void learn();
      return result;
    },
    checkTemplate() {
      void learn();
      return check;
    },
  };
}
