import type { SessionInput } from "@/lib/core/recording/session-fields";

/**
 * The step of training that a session is of: its label `step`, a whole number of at most nine digits. Null without one.
 *
 * @example
 * stepOf({ step: "63" }); // 63
 */
export function stepOf({ step }: SessionInput["labels"]): number | null {
  return (typeof step === "string" || typeof step === "number") && /^\d{1,9}$/.test(String(step))
    ? Number(step)
    : null;
}
