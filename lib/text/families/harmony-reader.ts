import type { ToolCall } from "@/lib/core/message/message";
import type { OutputDelta, ReadingOptions } from "@/lib/text/language-model";
import { partialSuffix } from "@/lib/text/output/partial-suffix";
import type { TextReader } from "@/lib/text/output/text-reader";
import { callWithArguments } from "./tool-call-from-json";

const MESSAGE = "<|message|>";
const START = "<|start|>";
const ENDS = ["<|end|>", "<|call|>", "<|return|>"];
const RECIPIENT = /(?:^|\s)to=([^\s<]+)/;
const CHANNEL = /<\|channel\|>\s*(\w+)/;

type Part = "reasoning" | "content" | "call";

interface OpenMessage {
  readonly part: Part;
  readonly recipient: string;
  /** All of it as written, for an answer that does not parse. */
  raw: string;
  body: string;
}

function partOf(header: string): Part {
  if (RECIPIENT.test(header)) return "call";
  return CHANNEL.exec(header)?.[1] === "analysis" ? "reasoning" : "content";
}

/**
 * Reads gpt-oss answers in harmony form: messages of `<|channel|>analysis<|message|>…<|end|>` (reasoning), `commentary`
 * or `final` (text), and `to=functions.NAME … <|message|>{…}<|call|>` (a call). Several of a kind are joined by a
 * newline. Calls are held until the end, where one that does not parse leaves all of them in the content.
 *
 * Source: the harmony response format as published with gpt-oss.
 */
export class HarmonyReader implements TextReader {
  private pending = "";
  private open: OpenMessage | null = null;
  private readonly held: OpenMessage[] = [];
  private deltas: OutputDelta[] = [];
  private readonly text = { reasoning: "", content: "" };
  private begun: Record<"reasoning" | "content", number> = { reasoning: 0, content: 0 };

  constructor(private readonly options: ReadingOptions = {}) {}

  push(text: string): readonly OutputDelta[] {
    this.pending += text;
    while (this.open === null ? this.readHeader() : this.readBody(this.open)) {
      // Each step reads one header or one body.
    }
    return this.takeDeltas();
  }

  finish() {
    let illFormed: string | null = null;
    const calls: ToolCall[] = [];
    if (this.open !== null) this.take(this.open, this.pending, "");
    else if (this.pending.trim() !== "") {
      illFormed = "a message has a header and no text";
      this.held.push({ part: "call", recipient: "", raw: this.pending, body: "" });
    }
    this.pending = "";
    for (const { recipient, body } of this.held) {
      if (illFormed !== null || this.options.callsAreText) break;
      const reading = callWithArguments(recipient.replace(/^functions\./, ""), body);
      if (reading.type === "call") calls.push(reading.call);
      else illFormed = reading.reason;
    }
    if (illFormed === null && !this.options.callsAreText) {
      for (const [index, call] of calls.entries()) this.deltas.push({ type: "tool_call", index, call });
    } else this.emit("content", this.held.map(({ raw }) => raw).join(""));
    const parsed = {
      content: this.text.content,
      reasoning: this.text.reasoning === "" ? null : this.text.reasoning,
      toolCalls: illFormed === null ? calls : [],
      illFormed,
    };
    return { deltas: this.takeDeltas(), parsed };
  }

  private readHeader(): boolean {
    const end = this.pending.indexOf(MESSAGE);
    if (end < 0) return false;
    const header = this.pending.slice(0, end);
    const part = partOf(header);
    const recipient = RECIPIENT.exec(header)?.[1] ?? "";
    this.open = { part, recipient, raw: header + MESSAGE, body: "" };
    if (part !== "call") this.begun[part]++;
    this.pending = this.pending.slice(end + MESSAGE.length);
    return true;
  }

  private readBody(message: OpenMessage): boolean {
    const ends = [...ENDS, START];
    const found = ends
      .map((name) => ({ name, at: this.pending.indexOf(name) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)
      .at(0);
    if (found === undefined) {
      const shown = this.pending.length - partialSuffix(this.pending, ends);
      this.extend(message, this.pending.slice(0, shown));
      this.pending = this.pending.slice(shown);
      return false;
    }
    const { name, at } = found;
    this.take(message, this.pending.slice(0, at), name === START ? "" : name);
    this.open = null;
    this.pending = this.pending.slice(name === START ? at : at + name.length);
    return true;
  }

  private extend(message: OpenMessage, text: string): void {
    message.raw += text;
    message.body += text;
    if (message.part === "call" || text === "") return;
    const isNext = this.begun[message.part] > 1 && message.body === text && this.text[message.part] !== "";
    this.emit(message.part, isNext ? `\n${text}` : text);
  }

  private take(message: OpenMessage, rest: string, end: string): void {
    this.extend(message, rest);
    message.raw += end;
    if (message.part === "call") this.held.push(message);
  }

  private emit(type: "reasoning" | "content", text: string): void {
    if (text === "") return;
    this.text[type] += text;
    this.deltas.push({ type, text });
  }

  private takeDeltas(): readonly OutputDelta[] {
    const taken = this.deltas;
    this.deltas = [];
    return taken;
  }
}
