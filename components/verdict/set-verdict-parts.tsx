import type { ReactNode } from "react";
import { CauseButton } from "@/components/causes/cause-button";
import { formatShare } from "@/components/ui/format";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { RunStats } from "@/lib/core/list/run-stats";
import { type SetLoss, setVerdict } from "@/lib/core/verdict/set-verdict";

/** Causes that stand on the line; the facets and the runs' page have all. */
const SHOWN_LOSSES = 2;

/** How much of a set trains, and what was lost to which cause, each with the way to the sessions that lost it. */
export function SetVerdictParts({
  stats,
  waysTo,
}: {
  readonly stats: Pick<RunStats, "total" | "causes">;
  /** The way to the sessions of a loss, around the words that name it. */
  readonly waysTo: (loss: SetLoss, words: ReactNode) => ReactNode;
}) {
  const { sampled, trained, losses, dropped } = setVerdict(stats);
  const shown = losses.slice(0, SHOWN_LOSSES);
  const parts = [
    { state: "trained", tokens: trained },
    ...losses,
    { state: "dropped", tokens: dropped },
  ] as const;
  return (
    <>
      <span
        className="inline-flex items-center gap-2"
        title={`${formatCount(trained)} of ${plural(sampled, "sampled token")}`}
      >
        <span aria-hidden className="flex h-2 w-24 gap-px overflow-hidden rounded-xs bg-raised">
          {parts.map(
            ({ state, tokens, ...rest }) =>
              tokens > 0 && (
                <span
                  key={"cause" in rest ? `${state} ${rest.cause}` : state}
                  className={`cell-${state} min-w-0.5`}
                  style={{ flexGrow: tokens / sampled }}
                />
              ),
          )}
        </span>
        <span>
          <span className="font-semibold text-ink">{formatShare(trained, sampled)}</span> of{" "}
          {plural(sampled, "sampled token")} train
        </span>
      </span>
      {shown.map((loss) => (
        <span key={`${loss.state} ${loss.cause}`} className="inline-flex items-center gap-1">
          <CauseButton asked={{ did: loss.state, cause: loss.cause, node: null }} />
          {waysTo(loss, <LossWords loss={loss} />)}
        </span>
      ))}
      {losses.length > shown.length && <span>{plural(losses.length - shown.length, "more cause")}</span>}
      {dropped > 0 && (
        <span title={STATE_WORDS.dropped.meaning}>
          {STATE_WORDS.dropped.glyph} {formatCount(dropped)} in no sample
        </span>
      )}
    </>
  );
}

function LossWords({ loss: { state, cause, tokens, sessions } }: { readonly loss: SetLoss }) {
  return (
    <>
      <span className="font-medium text-ink">{formatCount(tokens)}</span> {STATE_WORDS[state].label}:{" "}
      {cause.replaceAll("_", " ")}, {plural(sessions, "session")}
    </>
  );
}
