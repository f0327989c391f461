"use client";

import { type ReactNode, useMemo, useState } from "react";
import { CauseButton } from "@/components/causes/cause-button";
import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import { Keys } from "@/components/keys/keys";
import type { SessionModel } from "@/components/session/session-model";
import { plural } from "@/lib/core/base/format-count";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import { nodeOfLoss } from "@/lib/core/verdict/cause-place";
import { lossKey, sessionVerdict } from "@/lib/core/verdict/session-verdict";
import { sparedTokens } from "@/lib/core/verdict/spared-tokens";
import type { VerdictReport } from "@/lib/core/verdict/verdict-report";
import { LossLine } from "./loss-line";
import { ShownMessage } from "./shown-message";
import { type TurnLink, turnLinkTitle } from "./turn-link";
import { VerdictShare } from "./verdict-share";

/** Losses that stand on the band; further ones are counted until they are asked for. */
const SHOWN_LOSSES = 2;

/**
 * What a session comes to: how much of it trains, what was lost, in which turn and why, and what would keep it. The
 * sums and turns are those of the view that is shown; the server adds what takes the recording to tell.
 */
export function VerdictBand({
  model,
  report,
  children,
}: {
  readonly model: SessionModel;
  readonly report: VerdictReport | null;
  /** What decides the verdict: the policy. */
  readonly children: ReactNode;
}) {
  const { view } = model;
  const { losses } = useMemo(() => sessionVerdict(view), [view]);
  const [isWhole, setWhole] = useState(false);
  const registry = useShortcutRegistry();
  const turnLink = useMemo(
    (): TurnLink =>
      function SelectedTurn({ turn, tab, children }) {
        const node = nodeOfTurn(view, turn);
        return node === null ? (
          children
        ) : (
          <ShownMessage node={node} tab={tab} title={turnLinkTitle(turn, tab)}>
            {children}
          </ShownMessage>
        );
      },
    [view],
  );
  const shown = isWhole ? losses : losses.slice(0, SHOWN_LOSSES);
  const more = losses.length - SHOWN_LOSSES;
  return (
    <section
      aria-label="Verdict"
      data-testid="verdict"
      className="grid grid-cols-[minmax(15rem,28rem)_minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1.5 border-t border-line px-4 py-2 text-sm max-xl:grid-cols-[minmax(0,1fr)_auto] max-md:grid-cols-1 max-md:px-2"
    >
      <VerdictShare ledger={view.ledger} turns={view.turns.length} />
      <div className="min-w-0 max-xl:order-last max-xl:col-span-2 max-md:order-none max-md:col-span-1">
        {view.ledger.sampled > 0 && losses.length === 0 && (
          <p className="text-ink-2">Every token that the model sampled trains.</p>
        )}
        <ul className="flex max-h-40 flex-col gap-1 overflow-auto">
          {shown.map((loss) => (
            <LossLine
              key={lossKey(loss)}
              loss={loss}
              turnLink={turnLink}
              report={report}
              doerOf={(one) => nodeOfLoss(view, one)}
            />
          ))}
        </ul>
        <SparedLine model={model} />
        {more > 0 && (
          <button
            type="button"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
            className="mt-0.5 text-xs text-ink-2 underline underline-offset-4 hover:text-ink"
          >
            {isWhole ? "Fewer" : `${plural(more, "more reason")}`}
          </button>
        )}
      </div>
      <div className="flex items-center gap-2">
        {children}
        {losses.length > 0 && (
          <button
            type="button"
            onClick={() => registry.run("session.next-loss")}
            className="inline-flex h-8 items-center gap-2 rounded-md border border-line-strong px-3 whitespace-nowrap text-ink hover:bg-raised max-md:hidden"
          >
            Next loss <Keys names={["x"]} />
          </button>
        )}
      </div>
    </section>
  );
}

/** What grafting kept: no loss, and nothing to mend. */
function SparedLine({ model }: { readonly model: SessionModel }) {
  const { tokens, first } = useMemo(() => sparedTokens(model.view), [model.view]);
  const node = first === null ? null : nodeOfTurn(model.view, first);
  const cause = model.view.turns[(first ?? 0) - 1]?.drift?.cause ?? "";
  if (tokens === 0 || node === null) return null;
  return (
    <p className="text-ink-2" data-testid="verdict-spared">
      <span className="mr-1.5 inline-block align-text-bottom">
        <CauseButton asked={{ did: "drift", cause, node }} />
      </span>
      {plural(tokens, "token")} spared by grafting: a full render of{" "}
      <ShownMessage node={node} tab="diff" title={turnLinkTitle(first ?? 0, "diff")}>
        the prompt of turn {first}
      </ShownMessage>{" "}
      would have changed them
    </p>
  );
}
