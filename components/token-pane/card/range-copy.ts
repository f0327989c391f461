import { tokenLabel } from "@/components/marks/token-label";
import type { TokenRange } from "@/components/marks/token-range";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { plainTokenText } from "@/lib/core/tokens/plain-token-text";
import { stateOf } from "./token-facts";

/** The text of a range as it was sampled; what is no text as the pane writes it. */
export function rangeText({ texts }: SampleTokens, { start, end }: TokenRange): string {
  return texts
    .slice(start, end)
    .map((text) => plainTokenText(text) ?? tokenLabel(text, "rendered"))
    .join("");
}

export function rangeIds({ columns }: SampleTokens, { start, end }: TokenRange): string {
  return JSON.stringify(Array.from(columns.ids.slice(start, end)));
}

/** One object a token: position, id, text, state, turn and log-prob; null where there is none. */
export function rangeJson(tokens: SampleTokens, { start, end }: TokenRange): string {
  const { columns, texts, owners } = tokens;
  const rows = texts.slice(start, end).map((text, offset) => {
    const at = start + offset;
    const logProb = columns.logProbs[at] ?? Number.NaN;
    return {
      position: columns.start + at,
      id: columns.ids[at],
      text: text.kind === "text" ? text.text : tokenLabel(text, "rendered"),
      state: stateOf(tokens, at),
      turn: owners[at] || null,
      log_prob: Number.isNaN(logProb) ? null : logProb,
    };
  });
  return JSON.stringify(rows, null, 2);
}
