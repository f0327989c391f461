"use client";

import { visibleText } from "@/lib/core/base/visible-text";
import type { NodeTurn } from "@/lib/core/diff/node-detail";
import type { TurnView } from "@/lib/core/view/session-view";
import { callFacts } from "./call-facts";

/** What was recorded of the call that made a message. */
export function CallFactsList({ turn, detail }: { readonly turn: TurnView; readonly detail: NodeTurn }) {
  return (
    <dl className="grid grid-cols-[5.5rem_1fr] gap-y-1 text-sm">
      {callFacts(turn, detail).map(({ term, value, meaning }) => (
        <div key={term} className="contents">
          <dt title={meaning} className="text-ink-2">
            {meaning ? (
              <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
                {term}
              </span>
            ) : (
              term
            )}
          </dt>
          <dd
            className={`min-w-0 [overflow-wrap:anywhere] ${value === "not recorded" ? "text-ink-3" : "text-ink"}`}
          >
            {visibleText(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
