import { type CloserPlacement, closerAfterStop } from "@/lib/core/closer-after-stop";
import type { FramingResult } from "@/lib/core/framing";
import { type GraftRefusal, refuseGraft } from "@/lib/core/graft-refusal";
import type { JsonObject } from "@/lib/core/json-value";
import type { Role } from "@/lib/core/message";
import { stringifyJson } from "@/lib/core/stringify-json";
import type { ShapeCheck, TemplateCheck } from "@/lib/core/template-check";
import type { FrameInput } from "../language-model";
import type { ChatTemplate } from "../template/chat-template";
import type { GenerationPrompt } from "../template/generation-prompt";
import type { PromptEncoder } from "../template/prompt-encoder";
import { settleMessageStarts } from "../template/settle-message-starts";
import { checkShape } from "./check-shape";
import { FIRST_NEW_MESSAGE } from "./probe-conversation";
import { createTemplateProbe } from "./probe-template";
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

/** Runs of tool results are one unit: two stand for any number of them. */
function shapeOf(roles: readonly Role[]): readonly Role[] {
  return roles.filter((role, i) => role !== "tool" || roles[i - 1] !== "tool" || roles[i - 2] !== "tool");
}

/** Learns the framing of new messages from a chat template. Each shape of roles is checked once and remembered. */
export function createFramer(parts: FramerParts): Framer {
  const probe = createTemplateProbe(parts.template, parts.closers);
  const checked = new Map<string, ShapeCheck>();
  const check = (roles: readonly Role[], templateArguments: JsonObject): ShapeCheck => {
    const shape = shapeOf(roles);
    const key = `${shape.join()} ${stringifyJson(templateArguments)}`;
    const known = checked.get(key) ?? checkShape(shape, templateArguments, parts.template, probe);
    checked.set(key, known);
    return known;
  };
  return {
    frame(input) {
      const { messages, templateArguments, answer } = input;
      const shape = check(
        messages.map(({ role }) => role),
        templateArguments,
      );
      if (!shape.holds) return refuseGraft(shape.cause ?? "suffix_differs", shape.detail);
      const split = probe({ ...input, answer: answer.message });
      if (split.type === "refused") return split;
      const placement = place(split, input, parts);
      return placement.type === "refused" ? placement : build(split, placement, input, parts);
    },
    checkTemplate() {
      const shapes = STANDARD_SHAPES.map((roles) => check(roles, {}));
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
