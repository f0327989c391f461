import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import type { CallLayout } from "@/lib/text/grammar/call-layout";
import { endOfJsonValue } from "@/lib/text/output/json-text";
import type { ToolFormat } from "./output-format";
import type { ToolCallReading } from "./tool-call-from-json";

/** Where a block's inside ends, and where what follows the block begins. */
export interface BlockEnd {
  readonly inside: number;
  readonly next: number;
}

interface BlockLayout {
  readonly open: string;
  readonly close: string;
  /** What begins a block that has no opener, and belongs to its inside. */
  readonly bareOpen?: string;
  /** Text around the calls that is layout, beside white space. */
  readonly wrappers?: readonly string[];
  /** Where a block whose inside begins at `from` ends, null when it does not; at the first closer by default. */
  endOf?(section: string, from: number): BlockEnd | null;
  /** How calls are written, for an answer that must hold some. */
  readonly written: readonly CallLayout[];
  /** Reads what stands between opener and closer. */
  readCall(inside: string, tools: readonly JsonValue[]): ToolCallReading;
}

/** White space and wrappers between calls are layout; anything else was said. */
function said(text: string, wrappers: readonly string[]): string {
  const rest = wrappers.reduce((left, wrapper) => left.replaceAll(wrapper, ""), text);
  return rest.trim() === "" ? "" : rest;
}

/** The end of a block at the first `close` from `from` on; null when there is none. */
export function endAt(close: string, section: string, from: number): BlockEnd | null {
  const inside = section.indexOf(close, from);
  return inside < 0 ? null : { inside, next: inside + close.length };
}

/**
 * The end of a block that holds one JSON object: at the first `close` behind it, since a string in it may hold the closer.
 * Without an object that ends, the first `close` of all.
 */
export function endBehindJson(close: string, section: string, from: number): BlockEnd | null {
  const first = endAt(close, section, from);
  const start = section.indexOf("{", from);
  if (start < 0 || (first !== null && first.inside < start)) return first;
  const end = endOfJsonValue(section, start);
  return end < 0 ? first : endAt(close, section, end);
}

/**
 * Tool calls written as one block for each call, with an opener and a closer. Calls before one that cannot be read are
 * calls all the same; that one and what follows it is text.
 */
export function blockTools(layout: BlockLayout): ToolFormat {
  const { open, close, bareOpen, wrappers = [] } = layout;
  const nextBlock = (section: string, from: number) => {
    const start = section.indexOf(open, from);
    const bare = bareOpen === undefined ? -1 : section.indexOf(bareOpen, from);
    const isBare = bare >= 0 && (start < 0 || bare < start);
    if (isBare) return { start: bare, inside: bare };
    return start < 0 ? null : { start, inside: start + open.length };
  };
  const readAt = (section: string, inside: number, tools: readonly JsonValue[]) => {
    const end = layout.endOf?.(section, inside) ?? endAt(close, section, inside);
    if (end === null) return { type: "ill_formed", reason: "a tool call is not closed" } as const;
    return { ...layout.readCall(section.slice(inside, end.inside), tools), next: end.next };
  };
  return {
    openers: [...wrappers.slice(0, 1), open, ...(bareOpen === undefined ? [] : [bareOpen])],
    closer: close,
    written: layout.written,
    read(section, tools) {
      const calls: ToolCall[] = [];
      let text = "";
      let at = 0;
      for (let block = nextBlock(section, 0); block !== null; block = nextBlock(section, at)) {
        const reading = readAt(section, block.inside, tools);
        if (reading.type === "ill_formed") {
          if (calls.length === 0) return { type: "ill_formed", reason: reading.reason };
          return { type: "calls", calls, text: text + section.slice(at), illFormed: reading.reason };
        }
        text += said(section.slice(at, block.start), wrappers);
        calls.push(reading.call);
        at = reading.next;
      }
      if (calls.length === 0) return { type: "ill_formed", reason: "a tool call is not closed" };
      return { type: "calls", calls, text: text + said(section.slice(at), wrappers), illFormed: null };
    },
  };
}
