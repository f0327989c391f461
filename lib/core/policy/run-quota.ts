/** What a run has of the database. */
export interface RunUse {
  /** Sessions with its name that are there, however they ended. */
  readonly sessions: number;
  readonly turns: number;
  /** Tokens that were sampled. */
  readonly tokens: number;
}

export type ReadRunUse = (run: string) => Promise<RunUse>;

/** How much a run may have of each; null: as much as it likes. */
export type RunQuota = { readonly [Part in keyof RunUse]: number | null };

export const NO_QUOTA: RunQuota = { sessions: null, turns: null, tokens: null };

export const RUN_QUOTA_RULE = "some of sessions=N, turns=N, tokens=N, by comma, each a whole number from 1";

/**
 * Reads a quota; null for a text that is none.
 *
 * @example
 * readRunQuota("turns=500"); // { sessions: null, turns: 500, tokens: null }
 */
export function readRunQuota(text: string): RunQuota | null {
  const quota = { ...NO_QUOTA };
  if (text.trim() === "") return quota;
  for (const entry of text.split(",")) {
    const [, part, count] = /^\s*(sessions|turns|tokens)=(\d{1,15})\s*$/.exec(entry) ?? [];
    if (part !== "sessions" && part !== "turns" && part !== "tokens") return null;
    const most = Number(count);
    if (most < 1 || quota[part] !== null) return null;
    quota[part] = most;
  }
  return quota;
}

/** The first part of a quota that is used up; null where none is. */
export function spentPart(
  quota: RunQuota,
  use: RunUse,
  parts: readonly (keyof RunUse)[],
): { readonly part: keyof RunUse; readonly most: number } | null {
  for (const part of parts) {
    const most = quota[part];
    if (most !== null && use[part] >= most) return { part, most };
  }
  return null;
}
