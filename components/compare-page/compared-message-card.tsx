import Link from "next/link";
import { countWords } from "@/components/ui/count-words";
import { StateBar } from "@/components/ui/state-bar";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ComparedMessage, ComparedRow } from "@/lib/core/compare/comparison";
import { sampleName } from "@/lib/core/tokens/explain-token";

/** A message on one side: what it says first, its tokens by state, the drift of its prompt, the way to its session. */
export function ComparedMessageCard({
  message,
  other,
  row,
  side,
  href,
}: {
  readonly message: ComparedMessage | null;
  readonly other: ComparedMessage | null;
  readonly row: ComparedRow;
  readonly side: "a" | "b";
  readonly href: string;
}) {
  if (!message) {
    return <p className="flex h-full items-center text-sm text-ink-3">not on this side</p>;
  }
  const tokens = tokensOf(message);
  const own = row.changed?.[side] ?? 0;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex min-w-0 items-baseline gap-2 text-sm">
        <Link
          href={href}
          className="min-w-0 flex-1 truncate font-mono underline-offset-4 hover:underline focus-visible:underline"
          title={`Open in its session: ${message.preview}`}
        >
          {message.preview || "(no text)"}
        </Link>
        <span className="shrink-0 text-xs text-ink-3">
          {message.turn !== null && `turn ${message.turn} · `}
          {tokens === null ? "no tokens recorded" : plural(tokens, "token")}
        </span>
      </p>
      <StateBar counts={message.counts} />
      <p className="flex flex-wrap gap-x-3 text-xs text-ink-2">
        {own > 0 && (
          <span>
            <span className={`diff-${side} rounded-xs px-1 text-ink`}>
              {side === "a" ? "−" : "+"}
              {formatCount(own)}
            </span>{" "}
            only here
          </span>
        )}
        {message.drift && (
          <span>
            its prompt: {plural(message.drift.changed_tokens, "token")}{" "}
            {message.drift.kind === "spared" ? "spared" : "changed"}, {message.drift.cause}
          </span>
        )}
        {other && row.differs.includes("states") && <span>{countWords(message.counts)}</span>}
        {message.held && message.held.trained_in.length > 0 && (
          <span data-testid="trained-elsewhere">
            trained in {message.held.trained_in.map(sampleName).join(", ")}, context in the sample of this
            branch
          </span>
        )}
      </p>
    </div>
  );
}

/** One figure for one thing: of an answer what was sampled, of any other message what the prompt holds. */
function tokensOf({ turn, counts, start, end }: ComparedMessage): number | null {
  const sampled = counts.reduce((sum, count) => sum + count, 0);
  if (turn !== null && sampled > 0) return sampled;
  return start === null || end === null ? null : end - start;
}
