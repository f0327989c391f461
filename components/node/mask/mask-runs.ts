import { plainTokenText } from "@/components/marks/plain-token-text";
import { tokenLabel } from "@/components/marks/token-label";
import { visibleText } from "@/lib/core/base/visible-text";
import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenText } from "@/lib/core/tokens/token-text";
import type { TokenTexts } from "@/lib/core/tokens/token-texts";

/** Neighbouring tokens that are drawn as one piece of text. */
export interface MaskRun {
  /** Tokens `[from, to)` of the message. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly state: TokenState;
  /** Whether a realign changed these tokens. */
  readonly isChanged: boolean;
  readonly isSpecial: boolean;
}

/**
 * A message's tokens as flowing text, cut where the state changes.
 *
 * @param apart whether each token is a piece of its own, so that its boundaries can be drawn.
 * @param most tokens that are read; the text of the others is left out.
 */
export function maskRuns(
  columns: Pick<TokenColumns, "states" | "changed" | "ids">,
  texts: TokenTexts,
  { apart, most }: { readonly apart: boolean; readonly most: number },
): readonly MaskRun[] {
  const runs: MaskRun[] = [];
  const end = Math.min(columns.ids.length, most);
  for (let at = 0; at < end; at++) {
    const token = texts.at(at);
    const state = TOKEN_STATES[columns.states[at] ?? 0] ?? "context";
    const isChanged = columns.changed[at] === 1;
    const isSpecial = token?.kind === "special";
    const text = token ? writtenText(token) : "";
    const last = runs.at(-1);
    // The parts of one glyph after the first have no text of their own.
    const goesOn = token?.kind === "part" && token.part > 1;
    const isAlike = last?.state === state && last.isChanged === isChanged && !last.isSpecial && !isSpecial;
    if (last && (goesOn || (isAlike && !apart && !isChanged)))
      runs[runs.length - 1] = { ...last, to: at + 1, text: last.text + text };
    else runs.push({ from: at, to: at + 1, text, state, isChanged, isSpecial });
  }
  return runs;
}

/** Line breaks stay; what would not be seen, or would turn the text around it, stands by its code point. */
function writtenText(token: TokenText): string {
  if (token.kind !== "text" && token.kind !== "part") return tokenLabel(token, "rendered");
  return visibleText(plainTokenText(token) ?? "");
}
