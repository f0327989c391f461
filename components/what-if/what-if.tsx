"use client";

import { X } from "lucide-react";
import { useMemo } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { useBackStep } from "@/components/keys/use-back-step";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { PolicyKnobList } from "@/components/marks/policy-knob-list";
import { policyWords } from "@/components/marks/policy-words";
import { chosenPolicy } from "@/components/reads/chosen-policy";
import type { LocalView } from "@/components/reads/token-source-context";
import { WHAT_IF_KEYS } from "@/components/session/what-if-keys";
import { IconButton } from "@/components/ui/icon-button";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { plural } from "@/lib/core/base/format-count";
import { policyFigures } from "@/lib/core/lab/compare-policies";
import { breakpointsOf } from "@/lib/core/lab/threshold-breakpoints";
import { thresholdComparisons } from "@/lib/core/lab/threshold-comparisons";
import { hasThreshold } from "@/lib/core/policy/has-threshold";
import type { Policy } from "@/lib/core/policy/policy";
import { readSettingsText, settingsText } from "@/lib/core/policy/policy-text";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { PolicyOwner, ServerPolicy } from "@/lib/core/policy/session-policy";
import { ConfigMenu } from "./config-menu";
import { FiguresTable } from "./figures-table";
import { stepStop } from "./threshold-scale";
import { ThresholdSlider } from "./threshold-slider";
import { usePolicyChoice } from "./use-policy-choice";
import { WhatIfSheet } from "./what-if-sheet";

const { whatif } = VIEW_PARAMS;
const OPEN = { whatif };

export interface WhatIfProps {
  /** Null until the recording has been read. */
  readonly local: LocalView | null;
  readonly error: Error | null;
  readonly server: ServerPolicy;
}

/** Another policy beside the session's own: what would come of it, live. */
export function WhatIf({ local, error, server }: WhatIfProps) {
  const [, setOpen] = useQueryParams(OPEN);
  const close = (): void => setOpen({ whatif: null });
  useBackStep("what-if", close);
  const words = local ? previewWords(local) : "";
  const content = local ? (
    <Tried local={local} server={server} />
  ) : (
    <LoadingOrError error={error} what="recording" />
  );
  return useIsNarrow() ? (
    <WhatIfSheet words={words} onClose={close}>
      {content}
    </WhatIfSheet>
  ) : (
    <section
      aria-label="What if"
      data-testid="what-if"
      className="max-h-[46dvh] shrink-0 overflow-auto border-b border-line bg-surface text-sm max-[800px]:hidden"
    >
      <div className="sticky top-0 z-10 flex items-center gap-3 border-b border-line bg-surface py-1 pr-3 pl-4">
        <h2 className="font-medium">What if</h2>
        <p className="min-w-0 flex-1 truncate text-ink-2" title={words}>
          {words}
        </p>
        <IconButton label="Close what-if" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {content}
    </section>
  );
}

function previewWords({ own, view, changed }: LocalView): string {
  const ownWords = policyWords(own.view.policy);
  const words = policyWords(view.policy);
  if (words === ownWords)
    return `The recorder uses ${ownWords}. Change something to see what would come of it.`;
  const what =
    changed.size === 0 ? "No message changes." : `${plural(changed.size, "message")} changed, marked Δ.`;
  return `Preview: the recorder still uses ${ownWords}. ${what}`;
}

function Tried({ local, server }: { readonly local: LocalView; readonly server: ServerPolicy }) {
  const { recording, own, view, result, recorded } = local;
  const { policy } = view;
  const { setThreshold } = usePolicyChoice();
  // What is compared with the threshold is the same for all of them, so moving it works nothing out anew.
  const others = settingsText({ ...policy, fork_threshold_tokens: 0 }, ":");
  const comparisons = useMemo(
    () => thresholdComparisons(recording, resolvePolicy(policy.name, readSettingsText(others))),
    [recording, policy.name, others],
  );
  const stops = useMemo(() => breakpointsOf(comparisons), [comparisons]);
  const ownFigures = useMemo(() => policyFigures(recording, "own", own.result), [recording, own]);
  const figures = useMemo(() => policyFigures(recording, "tried", result), [recording, result]);
  const step = (by: 1 | -1) => (): void => {
    const next = stepStop(policy.fork_threshold_tokens, stops, by);
    if (next !== null) setThreshold(next);
  };
  usePaneShortcuts("what-if", WHAT_IF_KEYS, { "what-if.lower": step(-1), "what-if.raise": step(1) });
  return (
    <div className="grid gap-x-8 gap-y-4 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_minmax(20rem,auto)]">
      <div className="flex min-w-0 flex-col gap-3">
        <ThresholdSlider
          policy={policy}
          own={own.view.policy.fork_threshold_tokens}
          comparisons={comparisons}
          stops={stops}
          disabled={!hasThreshold(policy)}
        />
        <ConfigMenu policy={policy} server={server} />
      </div>
      <div className="lg:order-last">
        <FiguresTable own={ownFigures} tried={figures} />
      </div>
      <PolicySwitches policy={policy} owner={recorded.session} server={server} />
    </div>
  );
}

/** Everything of the policy in the address that can be set, beside the threshold. */
function PolicySwitches({
  policy,
  owner,
  server,
}: {
  readonly policy: Policy;
  readonly owner: PolicyOwner;
  readonly server: ServerPolicy;
}) {
  const { choice, setSetting } = usePolicyChoice();
  const unchanged = chosenPolicy(owner, { ...choice, settings: null }, server);
  return <PolicyKnobList policy={policy} unchanged={unchanged} onChange={setSetting} />;
}
