import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import { opaqueField } from "@/lib/core/message/read-content";
import type { AnswerItem, ResponsesItem } from "./responses-item";

/** An answer being put together from its items. */
class AnswerBuilder {
  private reasoning = "";
  private text: string | null = null;
  private readonly calls: ToolCall[] = [];
  private isBegun = false;
  private key: string | null = null;
  private readonly opaque: JsonValue[] = [];
  private unread: JsonObject | undefined;
  private last: AnswerItem["kind"] | null = null;

  /** @param interleaved Whether one answer may think, speak and call in turns. */
  constructor(private readonly interleaved: boolean) {}

  /**
   * Whether an item can follow the held ones as part of the same answer: reasoning, then text, then calls, with ids of
   * one answer where there are ids. Codex keeps the reasoning of an answer that broke off before the next one's.
   */
  takes({ kind, answer = null }: AnswerItem): boolean {
    if (answer !== null && this.key !== null && answer !== this.key) return false;
    if (this.interleaved) return true;
    switch (kind) {
      case "opaque":
        return true;
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
        this.reasoning = this.goneOn(this.reasoning, item.text, this.last === "reasoning" ? "" : "\n");
        break;
      case "message":
        this.text = this.goneOn(this.text ?? "", item.text, "\n");
        this.opaque.push(...(item.opaque ?? []));
        this.unread = item.unread ?? this.unread;
        break;
      case "call":
        this.calls.push(item.call);
        break;
      case "opaque":
        this.opaque.push(item.item);
        break;
    }
    this.last = item.kind;
  }

  private goneOn(before: string, text: string, separator: string): string {
    return before === "" ? text : `${before}${separator}${text}`;
  }

  messages(): readonly Message[] {
    if (!this.isBegun) return [];
    return [
      {
        role: "assistant",
        content: this.text ?? "",
        ...(this.reasoning === "" ? {} : { reasoning_content: this.reasoning }),
        ...(this.calls.length === 0 ? {} : { tool_calls: this.calls }),
        ...opaqueField(this.opaque),
        ...(this.unread === undefined ? {} : { unread: this.unread }),
      },
    ];
  }
}

/**
 * Items in canonical form, in their order. Items of one answer (reasoning, then its text, then its calls) are one
 * assistant message. An item that could not follow in the same answer begins another. With `interleaved`, as answers of
 * other servers are, all items between what others say are one answer, unless their ids name several.
 *
 * @example
 * responsesMessages([{ kind: "reasoning", text: "hm" }, { kind: "message", role: "assistant", text: "yes" }]);
 * // [{ role: "assistant", content: "yes", reasoning_content: "hm" }]
 */
export function responsesMessages(items: readonly ResponsesItem[], interleaved = false): readonly Message[] {
  const messages: Message[] = [];
  let answer = new AnswerBuilder(interleaved);
  const endAnswer = () => {
    messages.push(...answer.messages());
    answer = new AnswerBuilder(interleaved);
  };
  const addToAnswer = (item: AnswerItem) => {
    if (!answer.takes(item)) endAnswer();
    answer.add(item);
  };
  for (const item of items) {
    switch (item.kind) {
      case "reasoning":
      case "call":
      case "opaque":
        addToAnswer(item);
        break;
      case "message":
        if (item.role === "assistant") addToAnswer(item);
        else {
          endAnswer();
          const { kind, answer: _answer, role, text, ...others } = item;
          messages.push({ role, content: text, ...others });
        }
        break;
      case "output":
        endAnswer();
        messages.push({
          role: "tool",
          content: item.text,
          tool_call_id: item.callId,
          ...opaqueField(item.opaque ?? null),
        });
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
