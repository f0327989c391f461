import type { Policy } from "./policy";

/** Whether a policy compares anything with its fork threshold. */
export function hasThreshold({ drift, rewrite }: Pick<Policy, "drift" | "rewrite">): boolean {
  return drift !== "fork" || rewrite === "merge";
}
