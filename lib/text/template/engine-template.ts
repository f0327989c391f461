import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { TemplateError } from "@/lib/text/template-error";
import { chatConversation } from "./chat-conversation";
import type { ChatTemplate } from "./chat-template";
import { cutUnfinished } from "./cut-unfinished";
import { PendingRender } from "./pending-render";

/**
 * Has an engine render a conversation as its chat route would, and says which ids that gives. Throws `TemplateError`
 * in the engine's words where it refuses the conversation.
 */
export type RenderChat = (conversation: JsonObject) => Promise<Int32Array>;

/** Runs work that renders. It may run several times, and must change nothing. */
export type Settle = <T>(work: () => T) => Promise<T>;

interface EngineTemplateParts {
  readonly renderChat: RenderChat;
  /** Finds the names of special tokens in content. */
  readonly specials: RegExp | null;
  /** The text of rendered ids, the names of special tokens in it. Throws `TemplateError` for ids that it cannot spell. */
  readonly spell: (ids: Int32Array) => string;
}

/**
 * A chat template that the engine holds. What needs it runs within `settle`: it stops where a render is missing, that
 * one is asked for, and the work begins anew with what is known. So all that reads a template of our own reads this one.
 * Nothing is kept from one work to the next, since an engine may be started again with another template.
 *
 * It prints no marks: where each message begins is not known.
 */
export function createEngineTemplate(parts: EngineTemplateParts): {
  readonly template: ChatTemplate;
  readonly settle: Settle;
} {
  let known: ReadonlyMap<string, string | TemplateError> = new Map();
  const template: ChatTemplate = {
    isMarked: false,
    render(input) {
      const conversation = chatConversation(input, parts.specials);
      const key = stringifyJson(conversation);
      const found = known.get(key);
      if (found === undefined) throw new PendingRender(conversation, key);
      if (found instanceof TemplateError) throw found;
      return input.continueFinalMessage ? cutUnfinished(found) : found;
    },
  };
  return {
    template,
    async settle(work) {
      const rendered = new Map<string, string | TemplateError>();
      for (;;) {
        const missing = attempt(work, rendered);
        if (!(missing instanceof PendingRender)) return missing.value;
        rendered.set(missing.key, await textOrRefusal(parts, missing.conversation));
      }
    },
  };

  /** Runs the work once, with what was rendered for it; nothing else runs meanwhile. */
  function attempt<T>(work: () => T, rendered: typeof known): { readonly value: T } | PendingRender {
    known = rendered;
    try {
      return { value: work() };
    } catch (error) {
      if (error instanceof PendingRender) return error;
      throw error;
    } finally {
      known = new Map();
    }
  }
}

async function textOrRefusal(
  { renderChat, spell }: EngineTemplateParts,
  conversation: JsonObject,
): Promise<string | TemplateError> {
  try {
    return spell(await renderChat(conversation));
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}
