"use client";

import { useMemo } from "react";
import { LoadingOrError } from "../inspector/loading-or-error";
import { useKeptList } from "../sessions/use-kept-list";
import type { SessionModel } from "../workspace/session-model";
import { useViewParams, VIEW_PARAMS } from "../workspace/view-state";
import { sampleHref } from "./sample-href";
import { sampleNodes } from "./sample-nodes";
import type { SampleChoice } from "./sample-tokens-query";
import { parseTokenRange } from "./token-range";
import { TokenView } from "./token-view";
import { useSampleTokens } from "./use-sample-tokens";

const { tok } = VIEW_PARAMS;
const PARAMS = { tok };

/**
 * One sample as one text: every token, its state, and on demand everything known about it.
 *
 * @param isAlone whether the page shows nothing else, so that it need not be linked to.
 */
export function TokenPane({
  choice,
  model,
  isAlone = false,
}: {
  readonly choice: SampleChoice;
  readonly model: SessionModel;
  readonly isAlone?: boolean;
}) {
  const { keep } = useKeptList();
  const [{ tok }] = useViewParams(PARAMS);
  const { tokens, error } = useSampleTokens(choice, parseTokenRange(tok)?.start ?? 0);
  const sample = model.view.samples[choice.sample];
  const nodes = useMemo(() => (sample ? sampleNodes(model.view, sample) : []), [model, sample]);
  if (!tokens || !sample) return <LoadingOrError error={error} what="tokens" />;
  return (
    <TokenView
      source={{ tokens, nodes, sample, model, choice }}
      aloneHref={isAlone ? null : keep(sampleHref(choice.session, choice.sample, choice.view))}
    />
  );
}
