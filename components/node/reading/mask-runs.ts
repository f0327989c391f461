import { tokenLabel } from "@/components/marks/token-label";
import type { TokenRange } from "@/components/marks/token-range";
import { visibleText } from "@/lib/core/base/visible-text";
import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";
import { plainTokenText } from "@/lib/core/tokens/plain-token-text";
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
  /** Look of the tokens under the overlay; null where their state is what is shown. */
  readonly code: number | null;
  /** Whether another spelling has other tokens here. */
  readonly isChanged: boolean;
  readonly isSpecial: boolean;
  readonly isSelected: boolean;
}

/** What of a message's tokens is drawn, and where its text is cut beside its states. */
export interface MaskDrawing extends TokenRange {
  /** Whether each token is a piece of its own, so that its boundaries can be drawn. */
  readonly apart: boolean;
  /** 1 for each token that another spelling has otherwise. */
  readonly changed: Uint8Array;
  /** The look of each token under an overlay; null for none. */
  readonly codes: Uint8Array | null;
  readonly selected: TokenRange | null;
  /** Tokens before which something stands: a piece begins there. */
  readonly cuts: ReadonlySet<number>;
}

/** A message's tokens as flowing text, cut where what is known of them changes. */
export function maskRuns(
  columns: Pick<TokenColumns, "states">,
  texts: TokenTexts,
  { start, end, apart, changed, codes, selected, cuts }: MaskDrawing,
): readonly MaskRun[] {
  const runs: MaskRun[] = [];
  for (let at = start; at < end; at++) {
    const token = texts.at(at);
    const facts = {
      state: TOKEN_STATES[columns.states[at] ?? 0] ?? "context",
      code: codes?.[at] ?? null,
      isChanged: changed[at] === 1,
      isSpecial: token?.kind === "special",
      isSelected: selected !== null && at >= selected.start && at < selected.end,
    } as const;
    const text = token ? writtenText(token, facts.isChanged) : "";
    const last = runs.at(-1);
    // The parts of one glyph after the first have no text of their own.
    const goesOn = token?.kind === "part" && token.part > 1;
    const stands = apart || facts.isChanged || cuts.has(at);
    if (last && (goesOn || (!stands && areAlike(last, facts))))
      runs[runs.length - 1] = { ...last, to: at + 1, text: last.text + text };
    else runs.push({ from: at, to: at + 1, text, ...facts });
  }
  return runs;
}

function areAlike(a: Omit<MaskRun, "from" | "to" | "text">, b: typeof a): boolean {
  const sameLook = a.state === b.state && a.code === b.code && a.isSelected === b.isSelected;
  return sameLook && !a.isSpecial && !b.isSpecial && a.isChanged === b.isChanged;
}

/**
 * What is written for a token. Line breaks stay; what would not be seen, or would turn the text around it, stands by its
 * code point. Of a token that is spelled otherwise elsewhere white space is seen too: it may be all that differs.
 */
export function writtenText(token: TokenText, isChanged: boolean): string {
  if (token.kind !== "text" && token.kind !== "part") return tokenLabel(token, "rendered");
  if (isChanged) return tokenLabel(token, "exact").replaceAll("⏎", "⏎\n");
  return visibleText(plainTokenText(token) ?? "");
}
