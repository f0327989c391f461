"use client";

import { DIFF_LENSES, type DiffLens } from "@/components/address/diff-href";
import { ChoiceButtons } from "@/components/ui/choice-buttons";
import type { NodeDiff } from "@/lib/core/diff/node-diff";
import { tellingThresholds } from "@/lib/core/diff/telling-thresholds";
import { CauseCard } from "./cause-card";
import { MessageDiffView } from "./message-diff-view";
import { ThreeWayView } from "./three-way-view";
import { ThresholdButtons } from "./threshold-buttons";
import { TokenDiffView } from "./token-diff-view";

const LENS_LABELS: Readonly<Record<DiffLens, string>> = {
  tokens: "Tokens and ids",
  bytes: "Bytes",
  messages: "Messages",
};

/** What became of two sides in a sentence, why, and the two beside each other through the chosen lens. */
export function DiffBody({
  session,
  diff,
  lens,
  onLens,
  onThreshold,
}: {
  readonly session: string;
  readonly diff: NodeDiff;
  readonly lens: DiffLens;
  readonly onLens: (lens: DiffLens) => void;
  /** Shows the difference at another fork threshold; a policy that has none gives way to slime. */
  readonly onThreshold: (threshold: number) => void;
}) {
  const shown = diff.tokens ? lens : "messages";
  const { pair, divergence, outcome } = diff;
  const telling = pair === "held" && divergence && outcome ? tellingThresholds(divergence, outcome) : null;
  return (
    <div className="@container flex flex-col gap-4">
      <div className="grid items-start gap-4 @3xl:grid-cols-2">
        <div className="flex flex-col gap-3">
          <p data-testid="divergence" className="text-base">
            {diff.words}
          </p>
          {telling && (
            <ThresholdButtons
              policy={diff.policy}
              threshold={diff.threshold}
              telling={telling}
              onThreshold={onThreshold}
            />
          )}
        </div>
        {diff.cause && <CauseCard cause={diff.cause} audit={diff.audit} />}
      </div>
      {diff.three_way && <ThreeWayView spellings={diff.three_way} pieces={diff.pieces} />}
      <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <legend className="sr-only">Show the difference as</legend>
        <ChoiceButtons
          choices={DIFF_LENSES.map((name) => ({
            name,
            label: LENS_LABELS[name],
            isDisabled: !diff.tokens && name !== "messages",
          }))}
          chosen={shown}
          onChoose={onLens}
        />
        {diff.tokens_missing && <span className="max-w-prose text-xs text-ink-2">{diff.tokens_missing}</span>}
      </fieldset>
      {diff.tokens && shown !== "messages" ? (
        <TokenDiffView
          tokens={diff.tokens}
          pieces={diff.pieces}
          a={{ ...diff.a, session, offset: 0 }}
          b={{ ...diff.b, session, offset: 0 }}
          goesOn={diff.pair === "held"}
          bytes={shown === "bytes"}
        />
      ) : (
        <MessageDiffView rows={diff.messages} titles={sideNames(diff)} />
      )}
    </div>
  );
}

/** What each side is called beside a message that it alone holds. */
function sideNames({ pair, a, b }: NodeDiff): readonly [string, string] {
  return pair === "nodes" ? [`turn ${a.turn}`, `turn ${b.turn}`] : ["what was held", "the prompt"];
}
