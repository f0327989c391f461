import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Role } from "@/lib/core/message/message";
import { type CloserPlacement, closerAfterStop } from "@/lib/core/proof/closer-after-stop";
import type { FramingResult } from "@/lib/core/proof/framing";
import { type GraftRefusal, refuseGraft } from "@/lib/core/proof/graft-refusal";
import type { ShapeCheck, TemplateCheck } from "@/lib/core/proof/template-check";
import { BoundedCache } from "@/lib/text/bounded-cache";
import type { FrameInput } from "@/lib/text/language-model";
import type { ChatTemplate } from "@/lib/text/template/chat-template";
import type { GenerationPrompt } from "@/lib/text/template/generation-prompt";
import type { PromptEncoder } from "@/lib/text/template/prompt-encoder";
import { settleMessageStarts } from "@/lib/text/template/settle-message-starts";
import { checkShape } from "./check-shape";
import { FIRST_NEW_MESSAGE } from "./probe-conversation";
import { createTemplateProbe } from "./probe-template";
import { type Shape, shapeKey, shapeOf } from "./shape";
import type { SplitProbe } from "./split-probe";

interface FramerParts {
  readonly template: ChatTemplate;
  readonly encodePrompt: PromptEncoder;
  readonly generationPrompt: GenerationPrompt;
  /** Finds the names of end-of-turn tokens. */
  readonly closers: RegExp;
  idOf(name: string): number | undefined;
  isStop(id: number): boolean;
  /** Whether a stop token opens a message. */
  isOpener(id: number): boolean;
}

export interface Framer {
  frame(input: FrameInput): FramingResult;
  checkTemplate(): TemplateCheck;
}

/** Shapes that are checked before any call needs them, for the page. */
const STANDARD_SHAPES: readonly (readonly Role[])[] = [
  ["user"],
  ["tool"],
  ["tool", "tool"],
  ["tool", "user"],
  ["user", "user"],
  ["system", "user"],
];

/**
 * More new messages than this, counted as their shape, are a history of their own; checking each such shape would
 * cost more than rendering in full.
 */
const LONGEST_SHAPE = 16;
/** Characters of keys of remembered checks; template arguments are part of a key, and clients choose them. */
const CHECKS_CHARACTERS = 100_000;

/** Learns the framing of new messages from a chat template. Each shape of roles is checked once and remembered. */
export function createFramer(parts: FramerParts): Framer {
  const probe = createTemplateProbe(parts.template, parts.closers, (name) =>
    parts.isOpener(parts.idOf(name) ?? -1),
  );
  const checked = new BoundedCache<ShapeCheck>(CHECKS_CHARACTERS);
  const check = (shape: Shape, templateArguments: JsonObject): ShapeCheck => {
    const key = `${shapeKey(shape)} ${stringifyJson(templateArguments)}`;
    const known = checked.get(key);
    if (known !== undefined) return known;
    const made = checkShape(shape, templateArguments, parts.template, probe);
    checked.set(key, made, key.length);
    return made;
  };
  return {
    frame(input) {
      const { messages, templateArguments, answer } = input;
      const shape = shapeOf(messages);
      if (shape.length > LONGEST_SHAPE) {
        return refuseGraft("shape_too_long", `There are ${messages.length} new messages of changing roles.`);
      }
      const { holds, cause, detail } = check(shape, templateArguments);
      if (!holds) return refuseGraft(cause ?? "suffix_differs", detail);
      const split = probe({ ...input, answer: answer.message });
      if (split.type === "refused") return split;
      const placement = place(split, input, parts);
      return placement.type === "refused" ? placement : build(split, placement, input, parts);
    },
    checkTemplate() {
      const shapes = STANDARD_SHAPES.map((roles) =>
        check(
          roles.map((role) => ({ role, calls: 0 })),
          {},
        ),
      );
      const split = probe({
        messages: [{ role: "user", content: "next" }],
        answer: null,
        templateArguments: {},
        addGenerationPrompt: true,
      });
      return {
        graftable: shapes.some(({ holds }) => holds),
        closer: split.type === "split" ? split.closer : null,
        closerBelongsTo: split.type === "split" ? split.belongsTo : null,
        shapes,
      };
    },
  };
}

function place(
  split: SplitProbe,
  { answer }: FrameInput,
  parts: FramerParts,
): CloserPlacement | GraftRefusal {
  const last = answer.outputIds.at(-1);
  const sampledStop = last !== undefined && parts.isStop(last) ? last : null;
  const cut = sampledStop === null && (answer.finishReason === "length" || answer.finishReason === "abort");
  const closer = { id: parts.idOf(split.closer) ?? -1, belongsTo: split.belongsTo };
  return closerAfterStop(closer, { sampledStop, cut }, parts.isOpener);
}

function build(
  split: SplitProbe,
  placement: CloserPlacement,
  { messages, templateArguments }: FrameInput,
  parts: FramerParts,
): FramingResult {
  const rendered = placement.type === "sampled" ? split.tail : split.closer + split.tail;
  const { ids, messageStarts, text } = parts.encodePrompt(rendered, FIRST_NEW_MESSAGE + messages.length);
  const marks = messageStarts.subarray(FIRST_NEW_MESSAGE);
  // A closer that opens the first new message comes after that message's mark, which is then not in the tail.
  if (split.belongsTo === "next") marks[0] = 0;
  return {
    type: "framed",
    ids,
    text,
    messageStarts: settleMessageStarts(marks, false, ids.length),
    generationStart: parts.generationPrompt(rendered, ids.length, templateArguments),
    scaffolds: placement.type === "scaffold" ? [{ start: 0, length: 1, reason: placement.reason }] : [],
  };
}
