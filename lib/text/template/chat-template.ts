import { Template } from "@huggingface/jinja";
import { errorMessage } from "@/lib/core/base/error-message";
import { isWrittenFloat } from "@/lib/core/json/json-spelling";
import type { RenderInput } from "@/lib/text/language-model";
import { TemplateError } from "@/lib/text/template-error";
import { cutUnfinished } from "./cut-unfinished";
import { MARK_FUNCTION, markMessageLoops } from "./mark-message-loops";
import { type MessageSpelling, probeSpelling } from "./message-spelling";
import { openLastMessage } from "./open-last-message";
import { markMessage } from "./template-codes";
import { templateMessage } from "./template-message";
import { templateValue } from "./template-value";

/** A model's chat template, ready to render. */
export interface ChatTemplate {
  /** Whether what it renders holds a mark where each message begins. */
  readonly isMarked: boolean;
  /** Rendered text with the codes of `template-codes.ts` in it. Throws `TemplateError`. */
  render(input: RenderInput): string;
}

/** What a template is rendered with beside the conversation. */
interface TemplateSetting {
  readonly variables: TokenVariables;
  /** Finds names of special tokens in content, which stay data. */
  readonly specials: RegExp | null;
  /** The member of a message in which the template looks for reasoning. */
  readonly reasoningMember: string;
}

/** Names of special tokens that templates use as variables, such as `bos_token`. */
export type TokenVariables = Readonly<Record<string, string>>;

/** What the template library holds a value in. */
function unwrapped(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, "value") : value;
}

/** Answers a mark for an item that is one of the messages, by identity; arguments are what the library unwraps. */
function markByIdentity(): (item: unknown, messages: unknown) => string {
  let positions: Map<unknown, number> | null = null;
  return (item, messages) => {
    if (positions === null) {
      const items: unknown[] = Array.isArray(messages) ? messages : [];
      positions = new Map(items.map((message, i) => [unwrapped(message), i]));
    }
    const position = positions.get(item);
    return position === undefined ? "" : markMessage(position);
  };
}

function parseTemplate(source: string): Template {
  try {
    const template = new Template(source);
    markMessageLoops(template);
    return template;
  } catch (error) {
    throw new TemplateError(`The chat template cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}

/** Reads a chat template. How it wants messages spelled is found by trying. Throws `TemplateError`. */
export function createChatTemplate(source: string, setting: TemplateSetting): ChatTemplate {
  const template = parseTemplate(source);
  const { variables, specials } = setting;
  const renderWith = (input: RenderInput, spelling: MessageSpelling): string => {
    const style = { ...setting, ...spelling };
    const extra = Object.entries(input.templateArguments).map(([name, value]) => {
      const isFloat = isWrittenFloat(input.templateArguments, name);
      return [name, templateValue(value, specials, isFloat)] as const;
    });
    const written = input.messages.map((message) => templateMessage(message, style));
    const messages = openLastMessage(input, written);
    try {
      return template.render({
        ...variables,
        ...Object.fromEntries(extra),
        messages,
        tools: input.tools.length > 0 ? input.tools.map((tool) => templateValue(tool, specials)) : null,
        add_generation_prompt: input.addGenerationPrompt && !input.continueFinalMessage,
        [MARK_FUNCTION]: markByIdentity(),
      });
    } catch (error) {
      throw new TemplateError(`The chat template refuses this conversation: ${errorMessage(error)}`, {
        cause: error,
      });
    }
  };
  const spelling = probeSpelling((messages, tried) =>
    renderWith({ messages, tools: [], templateArguments: {}, addGenerationPrompt: false }, tried),
  );
  return {
    isMarked: true,
    render(input) {
      const rendered = renderWith(input, spelling);
      return input.continueFinalMessage ? cutUnfinished(rendered) : rendered;
    },
  };
}
