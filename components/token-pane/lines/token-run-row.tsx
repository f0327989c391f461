import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenSpan } from "@/lib/core/tokens/token-span";

/** The head of a run of tokens that share one reason: their state, and the reason in a sentence. */
export function TokenRunRow({ span, offset }: { readonly span: TokenSpan; readonly offset: number }) {
  const { glyph, label } = STATE_WORDS[span.state];
  const first = offset + span.start;
  return (
    <div
      className="border-y border-line bg-raised px-4 py-2 text-xs"
      data-testid="token-run"
      data-state={span.state}
    >
      <p className="flex items-center gap-2 font-medium text-ink">
        <span aria-hidden className={`cell-${span.state} size-3 rounded-xs border border-line-strong`} />
        <span aria-hidden>{glyph}</span>
        {label}
        <span className="ml-auto font-normal text-ink-2">
          {plural(span.length, "token")} · {formatCount(first)}–{formatCount(first + span.length - 1)}
        </span>
      </p>
      <p className="mt-1 text-ink-2" data-testid="token-reason">
        {explainToken(span)}
      </p>
    </div>
  );
}
