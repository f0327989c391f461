"use client";

import { useMemo } from "react";
import { sampleHref } from "@/components/address/sample-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { parseTokenRange } from "@/components/marks/token-range";
import type { SessionModel } from "@/components/session/session-model";
import { sampleNodes } from "@/components/token-pane/reads/sample-nodes";
import type { SampleChoice } from "@/components/token-pane/reads/sample-tokens-query";
import { useLaterColumns } from "@/components/token-pane/reads/use-later-columns";
import { useSampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { TokenView } from "./token-view";

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
  const [{ tok }] = useQueryParams(PARAMS);
  const { tokens, error } = useSampleTokens(choice, parseTokenRange(tok)?.start ?? 0);
  const sample = model.view.samples[choice.sample];
  const nodes = useMemo(() => (sample ? sampleNodes(model.view, sample) : []), [model, sample]);
  const later = useLaterColumns(choice.session, tokens, model.view.turns);
  if (!tokens || !sample) return <LoadingOrError error={error} what="tokens" />;
  return (
    <TokenView
      source={{ tokens, nodes, sample, model, choice, later }}
      aloneHref={isAlone ? null : keep(sampleHref(choice.session, choice.sample, choice.view))}
    />
  );
}
