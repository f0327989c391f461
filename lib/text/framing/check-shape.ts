import type { JsonObject } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { ShapeCheck } from "@/lib/core/proof/template-check";
import type { ChatTemplate } from "@/lib/text/template/chat-template";
import { PendingRender } from "@/lib/text/template/pending-render";
import { decodeText } from "@/lib/text/template/template-codes";
import type { TemplateProbe } from "./probe-template";
import { SAMPLE_HISTORIES, SAMPLE_TOOLS, sampleAnswers, sampleMessages } from "./sample-histories";
import type { Shape } from "./shape";

function plainText(rendered: string): string {
  return decodeText(rendered).text;
}

/**
 * Holds the framing of messages of a shape against full renders: over sample histories, with tools and without,
 * each render must end with the framing that the probe gave. A history that the template refuses says nothing.
 */
export function checkShape(
  shape: Shape,
  templateArguments: JsonObject,
  template: ChatTemplate,
  probe: TemplateProbe,
): ShapeCheck {
  const roles = shape.map(({ role }) => role);
  const messages = sampleMessages(shape);
  const failed = (cause: ShapeCheck["cause"], detail: string): ShapeCheck => {
    return { roles, holds: false, compared: 0, cause, detail };
  };
  let compared = 0;
  for (const answer of sampleAnswers(shape)) {
    const framing = probe({ messages, answer, templateArguments, addGenerationPrompt: true });
    if (framing.type === "refused") return failed(framing.cause, framing.detail);
    const suffix = framing.closer + plainText(framing.tail);
    for (const history of SAMPLE_HISTORIES) {
      for (const tools of [[], SAMPLE_TOOLS]) {
        const conversation: readonly Message[] = [...history, answer, ...messages];
        const full = renderOrNull(template, conversation, tools, templateArguments);
        if (full === null) continue;
        if (!plainText(full).endsWith(suffix)) {
          return failed("suffix_differs", "A full render of the same history does not end with the framing.");
        }
        compared++;
      }
    }
  }
  if (compared === 0) return failed("probe_refused", "The template refuses every sample history.");
  return { roles, holds: true, compared, cause: null, detail: "" };
}

function renderOrNull(
  template: ChatTemplate,
  messages: readonly Message[],
  tools: typeof SAMPLE_TOOLS,
  templateArguments: JsonObject,
): string | null {
  try {
    return template.render({ messages, tools, templateArguments, addGenerationPrompt: true });
  } catch (error) {
    if (error instanceof PendingRender) throw error;
    return null;
  }
}
