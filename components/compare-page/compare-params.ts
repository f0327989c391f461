"use client";

import { choiceParam, textParam, wholeNumberParam } from "@/components/address/param";
import { useQueryParams } from "@/components/address/use-query-params";

/** Which tokens of an open message are shown: those that the sample holds, or those that were sampled. */
export const TOKENS_AS = ["held", "sampled"] as const;
export type TokensAs = (typeof TOKENS_AS)[number];

/** Everything that the address of a comparison says; `at` is the row that is open, from 1. */
const COMPARE_PARAMS = {
  a: textParam,
  b: textParam,
  na: textParam,
  nb: textParam,
  pa: textParam,
  pb: textParam,
  fa: wholeNumberParam,
  fb: wholeNumberParam,
  sa: textParam,
  sb: textParam,
  at: wholeNumberParam,
  as: choiceParam(TOKENS_AS, null),
};

/** What is compared, all of it in the URL. */
export function useCompareParams() {
  return useQueryParams(COMPARE_PARAMS);
}

export type CompareParams = ReturnType<typeof useCompareParams>[0];

/** What one side is chosen by. */
export interface SideChoice {
  readonly session: string | null;
  readonly node: string | null;
  readonly policy: string | null;
  readonly threshold: number | null;
  /** Further settings of the policy, as `readSettingsText` reads them. */
  readonly settings: string | null;
}

export function sideChoice(params: CompareParams, side: "a" | "b"): SideChoice {
  return side === "a"
    ? { session: params.a, node: params.na, policy: params.pa, threshold: params.fa, settings: params.sa }
    : { session: params.b, node: params.nb, policy: params.pb, threshold: params.fb, settings: params.sb };
}

/** The parameters that stand for a side's choice. A changed choice closes the open row. */
export function sideParams(side: "a" | "b", { session, node, policy, threshold, settings }: SideChoice) {
  return side === "a"
    ? { a: session, na: node, pa: policy, fa: threshold, sa: settings, at: null }
    : { b: session, nb: node, pb: policy, fb: threshold, sb: settings, at: null };
}
