"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { withSetting } from "@/lib/core/policy/policy-text";
import type { PolicySetting } from "@/lib/core/policy/resolve-policy";

const { policy, ft, set } = VIEW_PARAMS;
const CHOICE = { policy, ft, set };

/** The policy in the address, and how to change it. */
export function usePolicyChoice() {
  const [choice, setChoice] = useQueryParams(CHOICE);
  return {
    choice: { policy: choice.policy, threshold: choice.ft, settings: choice.set },
    setThreshold: (threshold: number | null) => setChoice({ ft: threshold }),
    /** Null leaves a setting as the policy has it. */
    setSetting(name: PolicySetting, value: string | number | boolean | null): void {
      setChoice({ set: withSetting(choice.set ?? "", name, value) || null });
    },
    backToOwn: () => setChoice({ policy: null, ft: null, set: null }),
  };
}
