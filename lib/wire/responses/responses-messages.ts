import type { Message, ToolCall } from "@/lib/core/message/message";
import type { AnswerItem, ResponsesItem } from "./responses-item";

/** An answer being put together from its items. */
class AnswerBuilder {
  private reasoning = "";
  private text: string | null = null;
  private readonly calls: ToolCall[] = [];
  private isBegun = false;
  private key: string | null = null;

  /**
   * Whether an item can follow the held ones as part of the same answer: reasoning, then text, then calls, with ids of
   * one answer where there are ids. Codex keeps the reasoning of an answer that broke off before the next one's.
   */
  takes({ kind, answer = null }: AnswerItem): boolean {
    if (answer !== null && this.key !== null && answer !== this.key) return false;
    switch (kind) {
      case "reasoning":
        return this.text === null && this.calls.length === 0;
      case "message":
        return this.text === null && this.calls.length === 0;
      case "call":
        return true;
    }
  }

  add(item: AnswerItem): void {
    this.isBegun = true;
    this.key ??= item.answer ?? null;
    switch (item.kind) {
      case "reasoning":
        this.reasoning += item.text;
        break;
      case "message":
        this.text = item.text;
        break;
      case "call":
        this.calls.push(item.call);
        break;
    }
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
 * assistant message. An item that could not follow in the same answer begins another.
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
  const addToAnswer = (item: AnswerItem) => {
    if (!answer.takes(item)) endAnswer();
    answer.add(item);
  };
  for (const item of items) {
    switch (item.kind) {
      case "reasoning":
      case "call":
        addToAnswer(item);
        break;
      case "message":
        if (item.role === "assistant") addToAnswer(item);
        else {
          endAnswer();
          const { role, text, content_parts: parts } = item;
          messages.push({ role, content: text, ...(parts === undefined ? {} : { content_parts: parts }) });
        }
        break;
      case "output":
        endAnswer();
        messages.push({ role: "tool", content: item.text, tool_call_id: item.callId });
        break;
      case "tools":
      case "trigger":
      case "unresolved":
        break;
    }
  }
  endAnswer();
  return messages;
}
