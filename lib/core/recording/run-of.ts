import type { SessionInput } from "./session-fields";

/**
 * The training run that a session is of: its label `run`.
 *
 * @example
 * runOf({ run: 7 }); // "7"
 */
export function runOf({ run }: SessionInput["labels"]): string | null {
  return typeof run === "string" || typeof run === "number" ? String(run) : null;
}
