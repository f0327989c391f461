"use client";

import type { Policy } from "@/lib/core/policy";
import type { PolicyOwner, ServerPolicy } from "@/lib/core/session-policy";
import { chosenPolicy } from "../workspace/chosen-policy";
import { PolicyKnobList } from "./policy-knob-list";
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
