"use client";

import { useQuery } from "@tanstack/react-query";
import { chosenPolicy } from "@/components/reads/chosen-policy";
import { fetchJson } from "@/components/reads/fetch-json";
import type { Policy } from "@/lib/core/policy/policy";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import type { PolicyOwner, ServerPolicy } from "@/lib/core/policy/session-policy";
import type { SideChoice } from "./compare-params";

/** The policy that a side's choice stands for. */
export interface SidePolicy {
  readonly policy: Policy;
  /** What it would be without the further settings. */
  readonly unchanged: Policy;
  /** The further settings; empty where there are none, or where they cannot be. */
  readonly settings: string;
}

/**
 * The policy that a side is chosen by, known before there is anything to compare. Of settings or a policy that cannot
 * be, the comparison itself says so; here they are left out. Null until the session's own policy is known.
 */
export function useSidePolicy(choice: SideChoice, server: ServerPolicy): SidePolicy | null {
  const { session } = choice;
  const { data } = useQuery({
    queryKey: ["policy-owner", session],
    queryFn: ({ signal }) =>
      fetchJson<PolicyOwner>(`/api/sessions/${encodeURIComponent(session ?? "")}`, signal),
    enabled: session !== null,
    retry: false,
  });
  return data ? sidePolicy(data, choice, server) : null;
}

/**
 * The same from what is known of the session.
 *
 * @example
 * sidePolicy(session, { ...choice, policy: "slime", settings: "train_once:false" }, server)?.policy.train_once; // false
 */
export function sidePolicy(owner: PolicyOwner, choice: SideChoice, server: ServerPolicy): SidePolicy | null {
  const unchanged = policyOrNull(owner, { ...choice, settings: null }, server);
  if (!unchanged) return null;
  const policy = policyOrNull(owner, choice, server);
  return policy
    ? { policy, unchanged, settings: choice.settings ?? "" }
    : { policy: unchanged, unchanged, settings: "" };
}

function policyOrNull(owner: PolicyOwner, choice: SideChoice, server: ServerPolicy): Policy | null {
  try {
    return chosenPolicy(owner, choice, server);
  } catch (error) {
    if (error instanceof PolicyError) return null;
    throw error;
  }
}
