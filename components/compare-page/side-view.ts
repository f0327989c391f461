import type { ViewChoice } from "@/components/address/api-urls";
import type { ComparisonSide } from "@/lib/core/compare/comparison";

/** Under what a side is shown, for its other pages and their reads. */
export function sideView({ policy, settings }: ComparisonSide): ViewChoice {
  return {
    policy: policy.name,
    threshold: policy.fork_threshold_tokens,
    settings: settings === "" ? null : settings,
  };
}
