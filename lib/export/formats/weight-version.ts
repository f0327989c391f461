import type { Turn } from "@/lib/core/recording/turn";

/** A turn's weight version as trainers count them; -1 when the engine named none, or named one that is no number. */
export function weightVersion(turn: Turn): number {
  const { weightVersion: version } = turn;
  return version !== null && /^\d{1,15}$/.test(version) ? Number(version) : -1;
}
