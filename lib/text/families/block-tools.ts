import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import type { ToolFormat } from "./output-format";
import type { ToolCallReading } from "./tool-call-from-json";

interface BlockLayout {
  readonly open: string;
  readonly close: string;
  /** Text around the calls that is layout, beside white space. */
  readonly wrappers?: readonly string[];
  /** Where a block that begins at `from` closes; the first closer unless the layout says otherwise. */
  closeAt?(section: string, from: number): number;
  /** Reads what stands between opener and closer. */
  readCall(inside: string, tools: readonly JsonValue[]): ToolCallReading;
}

/** White space and wrappers between calls are layout; anything else was said. */
function said(text: string, wrappers: readonly string[]): string {
  const rest = wrappers.reduce((left, wrapper) => left.replaceAll(wrapper, ""), text);
  return rest.trim() === "" ? "" : rest;
}

/** Tool calls written as one block for each call, with an opener and a closer. */
export function blockTools(layout: BlockLayout): ToolFormat {
  const { open, close, wrappers = [] } = layout;
  return {
    openers: [...wrappers.slice(0, 1), open],
    read(section, tools) {
      const calls: ToolCall[] = [];
      let text = "";
      let at = 0;
      for (let start = section.indexOf(open); start >= 0; start = section.indexOf(open, at)) {
        text += said(section.slice(at, start), wrappers);
        const inside = start + open.length;
        const end = layout.closeAt?.(section, inside) ?? section.indexOf(close, inside);
        if (end < 0) return { type: "ill_formed", reason: "a tool call is not closed" };
        const reading = layout.readCall(section.slice(inside, end), tools);
        if (reading.type === "ill_formed") return reading;
        calls.push(reading.call);
        at = end + close.length;
      }
      if (calls.length === 0) return { type: "ill_formed", reason: "a tool call is not closed" };
      return { type: "calls", calls, text: text + said(section.slice(at), wrappers) };
    },
  };
}
