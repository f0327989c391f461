import { tokenLabel } from "@/components/marks/token-label";
import type { TokenText } from "@/lib/core/tokens/token-text";

/** A token of a spelling: its id and its text, null where that is not known. */
export interface SpelledToken {
  readonly id: number;
  readonly text: TokenText | null;
  /** Whether the other side has another token here. */
  readonly differs: boolean;
}

/** Tokens in a line, each over its id, with those that differ in a frame. */
export function SpelledTokens({ tokens }: { readonly tokens: readonly SpelledToken[] }) {
  const placed = tokens.map((token, at) => ({ ...token, at }));
  return (
    <span className="flex flex-wrap items-start gap-x-px gap-y-1">
      {placed.map(({ id, text, differs, at }) => (
        <span key={at} className="inline-flex flex-col items-center" data-differs={differs || undefined}>
          <span
            className={`rounded-xs px-px whitespace-pre ${differs ? "token-changed text-ink" : "text-ink-2"}`}
          >
            {text ? tokenLabel(text, "exact") || "∅" : "?"}
          </span>
          {differs && <span className="px-0.5 text-ink-3">{id}</span>}
        </span>
      ))}
    </span>
  );
}
