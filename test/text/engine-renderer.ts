import { Template } from "@huggingface/jinja";
import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { readModelFiles } from "@/lib/text/model-files";
import type { RenderChat } from "@/lib/text/template/engine-template";
import { TemplateError } from "@/lib/text/template-error";

const sent = z.object({
  messages: z.array(
    z.looseObject({
      content: z.string().nullish(),
      tool_calls: z.array(z.looseObject({ function: z.looseObject({ arguments: z.string() }) })).optional(),
    }),
  ),
  tools: z.array(z.unknown()).optional(),
  chat_template_kwargs: z.record(z.string(), z.unknown()).default({}),
  add_generation_prompt: z.boolean(),
});

/**
 * What an engine's chat route makes of a conversation with a model's files. It shares nothing with the recorder's
 * renderer: names of special tokens become these tokens wherever they stand.
 *
 * @param takesText whether the template is given arguments as text and absent content as null, as that of DeepSeek V3
 * wants them.
 */
export async function engineRenderer(folder: string, takesText = false): Promise<RenderChat> {
  const { tokenizer, configuration, chatTemplate } = await readModelFiles(folder);
  const template = new Template(chatTemplate ?? "");
  const library = new Tokenizer(tokenizer, configuration);
  const names = Object.fromEntries(
    Object.entries(configuration).filter(
      ([name, value]) => name.endsWith("_token") && typeof value === "string",
    ),
  );
  const argumentsOf = (text: string): unknown => (takesText ? text : JSON.parse(text));
  return async (conversation: JsonObject) => {
    const { messages, tools, chat_template_kwargs, add_generation_prompt } = sent.parse(conversation);
    const read = messages.map((message) => ({
      ...message,
      content: takesText ? message.content : (message.content ?? ""),
      ...(message.tool_calls && {
        tool_calls: message.tool_calls.map((call) => ({
          ...call,
          function: { ...call.function, arguments: argumentsOf(call.function.arguments) },
        })),
      }),
    }));
    try {
      const text = template.render({
        ...names,
        ...chat_template_kwargs,
        ...{ messages: read, tools: tools ?? null, add_generation_prompt },
      });
      return Int32Array.from(library.encode(text, { add_special_tokens: false }).ids);
    } catch (error) {
      throw new TemplateError(`The engine refuses this conversation: ${String(error)}`);
    }
  };
}
