"use client";

import { PolicyKnobList } from "@/components/marks/policy-knob-list";
import { chosenPolicy } from "@/components/reads/chosen-policy";
import type { Policy } from "@/lib/core/policy/policy";
import type { PolicyOwner, ServerPolicy } from "@/lib/core/policy/session-policy";
import { usePolicyChoice } from "./use-policy-choice";

/** Everything of the policy in the address that can be set, beside the threshold. */
export function PolicySwitches({
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
