import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import type { OutputFormat } from "@/lib/text/families/output-format";
import type { OutputDelta } from "@/lib/text/language-model";
import { partialSuffix } from "./partial-suffix";
import type { TextReader } from "./text-reader";

/** A pattern would take quadratic time over runs of newlines that do not end the text. */
function withoutEndNewlines(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

type State = "start" | "reasoning" | "content" | "tools";

/**
 * Reads answers laid out as reasoning, then text, then tool calls. Text is shown as soon as it cannot be part of a
 * marker; the section of tool calls is held until the end, since only then is it known to be well-formed.
 *
 * - Reasoning must come first. Newlines around it, and those before the text that follows, are layout.
 * - Reasoning that is never closed (cut off) is reasoning; it is not ill-formed. Where whole calls end it, they are
 *   calls, as SGLang and vLLM read them.
 * - One newline before the tool calls is layout.
 * - A section of tool calls that does not parse stays in the content, whole, with the reason in `illFormed`. Behind
 *   calls that do, what does not parse is text, with the reason too.
 */
export class MarkerReader implements TextReader {
  private state: State = "start";
  private pending = "";
  private readonly toolText: string[] = [];
  private reasoning = "";
  private content = "";
  private readonly calls: ToolCall[] = [];
  private deltas: OutputDelta[] = [];
  private skipNewlines = false;

  /**
   * @param reasoningOpen Whether the prompt ends with the opener of reasoning, so that the answer begins inside.
   * @param tools Declared tools, whose types tell text from numbers where calls do not.
   */
  constructor(
    private readonly format: OutputFormat,
    private readonly reasoningOpen: boolean,
    private readonly tools: readonly JsonValue[],
  ) {
    if (format.reasoning === null) this.state = "content";
  }

  push(text: string): readonly OutputDelta[] {
    this.pending += text;
    while (this.step()) {
      // Each step leaves one state for the next.
    }
    return this.takeDeltas();
  }

  finish() {
    if (this.state === "start" && this.reasoningOpen) {
      this.state = "reasoning";
      this.skipNewlines = true;
      this.dropNewlines();
    }
    if (this.state === "reasoning") this.finishReasoning();
    else if (this.state !== "tools") this.emitContent(this.pending);
    this.pending = "";
    const illFormed = this.state === "tools" ? this.finishTools() : null;
    const parsed = {
      content: this.content,
      reasoning: this.reasoning === "" ? null : this.reasoning,
      toolCalls: this.calls,
      illFormed,
    };
    return { deltas: this.takeDeltas(), parsed };
  }

  /** Advances as far as the pending text allows; true when the state has changed. */
  private step(): boolean {
    switch (this.state) {
      case "start":
        return this.readStart();
      case "reasoning":
        return this.readReasoning();
      case "content":
        return this.readContent();
      case "tools":
        this.toolText.push(this.pending);
        this.pending = "";
        return false;
      default:
        return this.state satisfies never;
    }
  }

  private readStart(): boolean {
    const open = this.format.reasoning?.open ?? "";
    const text = this.pending.trimStart();
    if (text.startsWith(open)) {
      this.pending = text.slice(open.length);
      this.skipNewlines = true;
      this.state = "reasoning";
      return true;
    }
    if (open.startsWith(text)) return false;
    this.skipNewlines = this.reasoningOpen;
    this.state = this.reasoningOpen ? "reasoning" : "content";
    return true;
  }

  private readReasoning(): boolean {
    const close = this.format.reasoning?.close ?? "";
    this.dropNewlines();
    const end = this.pending.indexOf(close);
    if (end < 0) {
      const call = this.firstOpener();
      const held =
        call >= 0 ? call : this.pending.length - partialSuffix(this.pending, [close, ...this.openers]);
      const shown = withoutEndNewlines(this.pending.slice(0, held));
      this.emitReasoning(shown);
      this.pending = this.pending.slice(shown.length);
      return false;
    }
    this.emitReasoning(withoutEndNewlines(this.pending.slice(0, end)));
    this.pending = this.pending.slice(end + close.length);
    this.skipNewlines = true;
    this.state = "content";
    return true;
  }

  private readContent(): boolean {
    this.dropNewlines();
    const atStart = this.readFirstWord();
    if (atStart !== "content") return atStart === "tools";
    const { openers } = this;
    const start = this.firstOpener();
    const found = start >= 0;
    let shown = found ? start : this.pending.length - partialSuffix(this.pending, openers);
    if (openers.length > 0 && this.pending[shown - 1] === "\n") shown--;
    this.emitContent(this.pending.slice(0, shown));
    this.pending = this.pending.slice(shown);
    if (found) this.state = "tools";
    return found;
  }

  /** Reasoning that was never closed: to its end, or to the calls that end it. */
  private finishReasoning(): void {
    const start = this.firstOpener();
    const section = start < 0 ? null : this.format.tools?.read(this.pending.slice(start), this.tools);
    const isEndedByCalls = section?.type === "calls";
    this.emitReasoning(withoutEndNewlines(isEndedByCalls ? this.pending.slice(0, start) : this.pending));
    if (!isEndedByCalls) return;
    this.toolText.push(this.pending.slice(start));
    this.state = "tools";
  }

  private get openers(): readonly string[] {
    return this.format.tools?.openers ?? [];
  }

  /** Where the first opener of tool calls stands in what is pending; -1 when there is none. */
  private firstOpener(): number {
    const starts = this.openers.map((opener) => this.pending.indexOf(opener)).filter((start) => start >= 0);
    return starts.length === 0 ? -1 : Math.min(...starts);
  }

  /** Where calls may begin the answer without an opener of their own, what its first character says. */
  private readFirstWord(): "wait" | "tools" | "content" {
    const first = this.format.tools?.firstCharacters;
    if (first === undefined || this.content !== "") return "content";
    const text = this.pending.trimStart();
    if (text === "") return "wait";
    if (!first.includes(text.charAt(0))) return "content";
    this.state = "tools";
    return "tools";
  }

  private finishTools(): string | null {
    const held = this.toolText.join("");
    const section = this.format.tools?.read(held.startsWith("\n") ? held.slice(1) : held, this.tools);
    if (section?.type !== "calls") {
      this.emitContent(held);
      return section?.type === "ill_formed" ? section.reason : null;
    }
    this.emitContent(section.text);
    for (const call of section.calls) {
      this.deltas.push({ type: "tool_call", index: this.calls.length, call });
      this.calls.push(call);
    }
    return section.illFormed;
  }

  private dropNewlines(): void {
    if (!this.skipNewlines || this.pending === "") return;
    this.pending = this.pending.replace(/^\n+/, "");
    if (this.pending !== "") this.skipNewlines = false;
  }

  private emitReasoning(text: string): void {
    if (text === "") return;
    this.reasoning += text;
    this.deltas.push({ type: "reasoning", text });
  }

  private emitContent(text: string): void {
    if (text === "") return;
    this.content += text;
    this.deltas.push({ type: "content", text });
  }

  private takeDeltas(): readonly OutputDelta[] {
    const taken = this.deltas;
    this.deltas = [];
    return taken;
  }
}
