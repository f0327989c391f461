import type { Message, ToolCall } from "@/lib/core/message";
import type { ResponsesItem } from "./read-responses-item";

/** An answer being put together from its items. */
class AnswerBuilder {
  private reasoning = "";
  private text: string | null = null;
  private readonly calls: ToolCall[] = [];
  private isBegun = false;

  /** Whether an item can follow what is held: reasoning, then text, then calls, as one answer gives them. */
  takes(kind: "reasoning" | "message" | "call"): boolean {
    switch (kind) {
      case "reasoning":
        return this.text === null && this.calls.length === 0;
      case "message":
        return this.text === null && this.calls.length === 0;
      case "call":
        return true;
    }
  }

  addReasoning(text: string): void {
    this.isBegun = true;
    this.reasoning += text;
  }

  addText(text: string): void {
    this.isBegun = true;
    this.text = text;
  }

  addCall(call: ToolCall): void {
    this.isBegun = true;
    this.calls.push(call);
  }

  messages(): readonly Message[] {
    if (!this.isBegun) return [];
    return [
      {
        role: "assistant",
        content: this.text ?? "",
        ...(this.reasoning === "" ? {} : { reasoning_content: this.reasoning }),
        ...(this.calls.length === 0 ? {} : { tool_calls: this.calls }),
      },
    ];
  }
}

/**
 * Items in canonical form, in their order. Items of one answer (reasoning, then its text, then its calls) are one
 * assistant message; an item that could not follow in the same answer begins another.
 *
 * @example
 * responsesMessages([{ kind: "reasoning", text: "hm" }, { kind: "message", role: "assistant", text: "yes" }]);
 * // [{ role: "assistant", content: "yes", reasoning_content: "hm" }]
 */
export function responsesMessages(items: readonly ResponsesItem[]): readonly Message[] {
  const messages: Message[] = [];
  let answer = new AnswerBuilder();
  const endAnswer = () => {
    messages.push(...answer.messages());
    answer = new AnswerBuilder();
  };
  for (const item of items) {
    switch (item.kind) {
      case "reasoning":
        if (!answer.takes("reasoning")) endAnswer();
        answer.addReasoning(item.text);
        break;
      case "call":
        answer.addCall(item.call);
        break;
      case "message":
        if (item.role !== "assistant") {
          endAnswer();
          messages.push({ role: item.role, content: item.text });
          break;
        }
        if (!answer.takes("message")) endAnswer();
        answer.addText(item.text);
        break;
      case "output":
        endAnswer();
        messages.push({ role: "tool", content: item.text, tool_call_id: item.callId });
        break;
      case "tools":
        break;
    }
  }
  endAnswer();
  return messages;
}
