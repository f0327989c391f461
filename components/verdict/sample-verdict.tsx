"use client";

import Link from "next/link";
import { useMemo } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import { changedPolicyHref, messageHref } from "@/components/address/sample-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { formatShare } from "@/components/ui/format";
import { plural } from "@/lib/core/base/format-count";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import { nodeOfLoss } from "@/lib/core/verdict/cause-place";
import { lossKey, sampleLosses } from "@/lib/core/verdict/session-verdict";
import type { PolicyChange } from "@/lib/core/verdict/verdict-report";
import type { SessionTree } from "@/lib/core/view/session-tree";
import { LossLine } from "./loss-line";
import { TURN_LINK, type TurnLink, turnLinkTitle } from "./turn-link";
import { useVerdictReport } from "./use-verdict-report";

/** What a sample comes to: how much of it trains, and what its turns lost, each turn with the way to its message. */
export function SampleVerdict({
  tree: { session, view },
  sample: index,
  choice,
}: {
  readonly tree: SessionTree;
  /** From 0. */
  readonly sample: number;
  readonly choice: ViewChoice;
}) {
  const losses = useMemo(() => sampleLosses(view, index), [view, index]);
  const report = useVerdictReport(session.id, session.revision, choice, null);
  const { keep } = useKeptList();
  const turnLink: TurnLink = ({ turn, tab, children }) => {
    const node = nodeOfTurn(view, turn);
    if (node === null) return children;
    const href = keep(messageHref(session.id, { node, tab: tab ?? null }, choice));
    return (
      <Link href={href} prefetch={false} title={turnLinkTitle(turn, tab)} className={TURN_LINK}>
        {children}
      </Link>
    );
  };
  const keepHref = (change: PolicyChange): string => keep(changedPolicyHref(session.id, choice, change));
  const sample = view.samples[index];
  if (!sample) return null;
  return (
    <section
      aria-label="Verdict"
      data-testid="verdict"
      className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-sm"
    >
      <p className="text-ink-2">
        <span className="text-base font-semibold text-ink">
          {formatShare(sample.trained_tokens, sample.length)}
        </span>{" "}
        of {plural(sample.length, "token")} train
      </p>
      {losses.length === 0 ? (
        <p className="text-ink-2">Nothing that its turns sampled is lost.</p>
      ) : (
        <ul className="flex max-h-24 min-w-0 flex-1 flex-col gap-1 overflow-auto">
          {losses.map((loss) => (
            <LossLine
              key={lossKey(loss)}
              loss={loss}
              turnLink={turnLink}
              report={report}
              doerOf={(loss) => nodeOfLoss(view, loss)}
              keepHref={keepHref}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
