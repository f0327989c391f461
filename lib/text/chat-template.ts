import { Template } from "@huggingface/jinja";
import type { JsonObject } from "@/lib/core/json-value";
import type { Message } from "@/lib/core/message";
import type { RenderInput } from "./language-model";
import { MARK_FUNCTION, markMessageLoops } from "./mark-message-loops";
import { markMessage } from "./template-codes";
import { TemplateError } from "./template-error";
import { templateMessage } from "./template-message";
import { templateValue } from "./template-value";

/** A model's chat template, ready to render. */
export interface ChatTemplate {
  readonly source: string;
  /** Rendered text with the codes of `template-codes.ts` in it. Throws `TemplateError`. */
  render(input: RenderInput): string;
}

/** Names of special tokens that templates use as variables, such as `bos_token`. */
export type TokenVariables = Readonly<Record<string, string>>;

const PROBE_ARGUMENTS = '{"argument": "text"}';

/** Answers a mark for an item that is one of the messages, by identity; arguments are what the library unwraps. */
function markByIdentity(): (item: unknown, messages: unknown) => string {
  let positions: Map<unknown, number> | null = null;
  return (item, messages) => {
    if (positions === null) {
      const items: unknown[] = Array.isArray(messages) ? messages : [];
      positions = new Map(items.map((message, i) => [Object(message).value, i]));
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
    throw new TemplateError(`The chat template cannot be read: ${wordsOf(error)}`, { cause: error });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Reads a chat template.
 *
 * @param variables Token names that the template may print.
 * @param specials Finds names of special tokens in content, which stay data.
 */
export function createChatTemplate(
  source: string,
  variables: TokenVariables,
  specials: RegExp | null,
): ChatTemplate {
  const template = parseTemplate(source);
  const renderWith = (input: RenderInput, printsArgumentText: boolean): string => {
    const extra = Object.entries(input.templateArguments);
    try {
      return template.render({
        ...variables,
        ...Object.fromEntries(extra.map(([name, value]) => [name, templateValue(value, specials)])),
        messages: input.messages.map((message) => templateMessage(message, { specials, printsArgumentText })),
        tools: input.tools.length > 0 ? input.tools.map((tool) => templateValue(tool, specials)) : null,
        add_generation_prompt: input.addGenerationPrompt,
        [MARK_FUNCTION]: markByIdentity(),
      });
    } catch (error) {
      throw new TemplateError(`The chat template refuses this conversation: ${wordsOf(error)}`, {
        cause: error,
      });
    }
  };
  const printsArgumentText = probeArgumentText((messages) =>
    renderWith({ messages, tools: [], templateArguments: NO_ARGUMENTS, addGenerationPrompt: false }, true),
  );
  return { source, render: (input) => renderWith(input, printsArgumentText) };
}

const NO_ARGUMENTS: JsonObject = {};

function probeArgumentText(render: (messages: readonly Message[]) => string): boolean {
  const call = { name: "probe", arguments: {} };
  const messages: readonly Message[] = [
    { role: "user", content: "probe" },
    {
      role: "assistant",
      tool_calls: [{ type: "function", function: call, arguments_text: PROBE_ARGUMENTS }],
    },
  ];
  try {
    const text = render(messages);
    return text.includes(PROBE_ARGUMENTS) && !text.includes(`"${PROBE_ARGUMENTS}`);
  } catch {
    return false;
  }
}
