import { expect } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { Framing, FramingResult } from "@/lib/core/proof/framing";
import { proveFraming } from "@/lib/core/proof/prove-framing";
import { provePrefix } from "@/lib/core/proof/prove-prefix";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { LanguageModel, ParsedOutput, RenderedPrompt } from "@/lib/text/language-model";

export const TOOLS: readonly JsonValue[] = [
  {
    type: "function",
    function: {
      name: "look",
      description: "Looks.",
      parameters: { type: "object", properties: { at: { type: "string" }, deep: { type: "number" } } },
    },
  },
];

export const QUESTION: Message = { role: "user", content: "A question?" };
export const NEXT: Message = { role: "user", content: "And then?" };

/** Results of the calls that `FamilyBench.read` numbers. */
export function results(count: number, content = "A result."): Message[] {
  return Array.from({ length: count }, (_, i) => ({
    role: "tool",
    content: `${content}${i}`,
    tool_call_id: `call_${i}`,
    name: "look",
  }));
}

/** A model with what the suite does to it: samples text, reads it, renders, grafts and proves. */
export class FamilyBench {
  private readonly specials = new Map<string, number>();
  private readonly names: RegExp;

  /** The prompt that answers follow here. It may have opened their reasoning. */
  private readonly anchor: Int32Array;

  constructor(readonly model: LanguageModel) {
    for (let id = 0; id < model.vocabularySize; id++) {
      if (model.isSpecial(id)) this.specials.set(model.decode([id]), id);
    }
    const names = [...this.specials.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
    this.names = new RegExp(`(${names.join("|")})`, "u");
    this.anchor = this.render([QUESTION]).ids;
  }

  /** Text as a model samples it: names of special tokens are those tokens. */
  sample(text: string, stop: string | null): Int32Array {
    const parts = (text + (stop ?? "")).split(this.names);
    return Int32Array.from(
      parts.flatMap((part): readonly number[] => {
        const id = this.specials.get(part);
        return id === undefined ? [...this.model.encode(part)] : [id];
      }),
    );
  }

  /** An answer to `QUESTION`. */
  parse(outputIds: Int32Array): ParsedOutput {
    return this.model.parse(outputIds, this.anchor, TOOLS);
  }

  /** The message that an answer reads as, with ids on its calls. */
  read(outputIds: Int32Array): Message {
    const parsed = this.parse(outputIds);
    return {
      role: "assistant",
      content: parsed.content,
      reasoning_content: parsed.reasoning,
      tool_calls: parsed.toolCalls.map((call, i) => ({ ...call, id: `call_${i}` })),
    };
  }

  render(messages: readonly Message[]): RenderedPrompt {
    return this.model.render({ messages, tools: TOOLS, templateArguments: {}, addGenerationPrompt: true });
  }

  frame(outputIds: Int32Array, messages: readonly Message[], finishReason: FinishReason): FramingResult {
    const answer = { outputIds, finishReason, message: this.read(outputIds) };
    return this.model.frame({ messages, answer, templateArguments: {}, addGenerationPrompt: true });
  }

  /** Grafts onto an answer to `QUESTION`, and proves the graft. */
  graft(
    outputIds: Int32Array,
    messages: readonly Message[],
    finishReason: FinishReason = "stop",
  ): { readonly prompt: Int32Array; readonly framing: Framing } {
    const { anchor } = this;
    const framing = this.frame(outputIds, messages, finishReason);
    if (framing.type === "refused") return expect.fail(`${framing.cause}: ${framing.detail}`);
    const prompt = Int32Array.of(...anchor, ...outputIds, ...framing.ids);
    expect(provePrefix(prompt, anchor, outputIds)).toEqual({ type: "proven" });
    const start = anchor.length + outputIds.length;
    expect(proveFraming(prompt, start, framing, this.model)).toEqual({ type: "proven" });
    return { prompt, framing };
  }

  /** The special tokens among ids, in order. */
  specialsOf(ids: Int32Array): number[] {
    return Array.from(ids).filter((id) => this.model.isSpecial(id));
  }
}
