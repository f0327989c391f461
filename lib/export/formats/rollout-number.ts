import { createHash } from "node:crypto";
import type { ExportedSession } from "@/lib/export/export-input";

/** Numbers made of text begin here, above any index that a trainer counts; they stay below 2^53. */
const FIRST_MADE = 2 ** 48;

/** The same text gives the same number, in every export. */
function numberOf(text: string): number {
  return FIRST_MADE + createHash("sha256").update(text).digest().readUIntBE(0, 6);
}

/**
 * The rollout that a session is, as a whole number, as slime and miles type it: all samples of a session share it, so
 * that a loss counts the rollout once. It is the session's `rollout_id` (a number of its own for one that is text),
 * else its `index`, else a number made of the session's id.
 *
 * @example
 * rolloutNumber({ ...session, rollout_id: null, index: 3 }); // 3
 */
export function rolloutNumber({
  id,
  index,
  rollout_id,
}: Pick<ExportedSession, "id" | "index" | "rollout_id">): number {
  if (typeof rollout_id === "number" && Number.isSafeInteger(rollout_id)) return rollout_id;
  if (rollout_id !== null) return numberOf(`rollout ${rollout_id}`);
  return index ?? numberOf(`session ${id}`);
}
