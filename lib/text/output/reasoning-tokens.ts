import type { OutputFormat, ReasoningSpan } from "@/lib/text/families/output-format";

/**
 * How many tokens of an answer that holds reasoning are reasoning: those that begin within it, its marks included, as engines count.
 *
 * @param pieces The bytes of each id, stop tokens at the end left out.
 */
export function reasoningTokens(
  pieces: readonly Uint8Array[],
  hasCalls: boolean,
  format: OutputFormat,
): number {
  // A character a byte, so that a place in the text is a place in the bytes.
  const text = pieces.map((piece) => Buffer.from(piece).toString("latin1")).join("");
  const spans = format.reasoningSpans?.(text) ?? [firstSpan(text, hasCalls, format)];
  let at = 0;
  let count = 0;
  for (const piece of pieces) {
    if (spans.some(([from, to]) => at >= from && at < to)) count++;
    at += piece.length;
  }
  return count;
}

/** Reasoning comes first. It ends with its closer, else where calls begin, else with the answer. */
function firstSpan(text: string, hasCalls: boolean, { reasoning, tools }: OutputFormat): ReasoningSpan {
  const close = asBytes(reasoning?.close ?? "");
  const end = text.indexOf(close);
  if (end >= 0) return [0, end + close.length];
  const starts = (tools?.openers ?? [])
    .map((opener) => text.indexOf(asBytes(opener)))
    .filter((at) => at >= 0);
  return [0, hasCalls && starts.length > 0 ? Math.min(...starts) : text.length];
}

function asBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}
