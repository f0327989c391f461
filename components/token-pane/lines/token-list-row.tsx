import { MarkedToken } from "@/components/token-pane/layout/marked-token";
import type { TokenRow } from "@/components/token-pane/layout/token-rows";
import { formatLogProb } from "@/components/ui/format";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount } from "@/lib/core/base/format-count";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenText } from "@/lib/core/tokens/token-text";

/** One token. The data attributes carry the exact values, which the figures shown shorten. */
export function TokenListRow({
  row,
  columns,
  text,
  isChanged,
  isSelected,
  onPress,
}: {
  readonly row: Extract<TokenRow, { kind: "token" }>;
  readonly columns: TokenColumns;
  readonly text: TokenText | undefined;
  readonly isChanged: boolean;
  readonly isSelected: boolean;
  readonly onPress: (extend: boolean) => void;
}) {
  const { at, span } = row;
  const code = columns.states[at] ?? 0;
  const state = TOKEN_STATES[code] ?? "context";
  const sampled = columns.sampled[at] === 1;
  const logProb = columns.logProbs[at] ?? Number.NaN;
  return (
    <div
      data-testid="token"
      data-position={columns.start + at}
      data-id={columns.ids[at]}
      data-state={state}
      data-changed={isChanged || undefined}
      data-selected={isSelected || undefined}
      data-log-prob={sampled && !Number.isNaN(logProb) ? logProb : undefined}
      title={explainToken(span)}
      // For the pointer; the arrow keys mark tokens from the list itself.
      onPointerUp={({ button, shiftKey }) => button === 0 && onPress(shiftKey)}
      className={`${isSelected ? "token-marked" : ""} grid min-h-7 grid-cols-[3.5rem_minmax(0,1fr)_4.5rem_6.5rem_1rem] items-center gap-2 px-4 text-xs hover:bg-raised`}
    >
      <span className="text-right text-ink-3">{formatCount(columns.start + at)}</span>
      <span className="overflow-hidden text-ellipsis whitespace-nowrap">
        {text && <MarkedToken text={text} state={code} changed={isChanged} />}
      </span>
      <span className="text-right font-mono text-ink-2">{columns.ids[at]}</span>
      <span className="text-right font-mono text-ink-2" title={sampled ? String(logProb) : undefined}>
        {sampled ? formatLogProb(logProb) : "not sampled"}
      </span>
      <span
        role="img"
        aria-label={STATE_WORDS[state].label}
        title={STATE_WORDS[state].label}
        className="text-center text-ink-2"
      >
        {STATE_WORDS[state].glyph}
      </span>
    </div>
  );
}
