import type { CauseTally } from "@/lib/core/recording/session-cause";

/** A cause that was counted otherwise. */
export interface CauseChange extends Pick<CauseTally, "subject" | "cause"> {
  readonly from: number;
  readonly to: number;
}

/** What is counted otherwise after than before, in the order of the causes' names. */
export function causeChanges(
  before: readonly CauseTally[],
  after: readonly CauseTally[],
): readonly CauseChange[] {
  const changes = new Map<string, CauseChange>();
  const add = ({ subject, cause, count }: CauseTally, side: "from" | "to") => {
    const key = `${subject}\n${cause}`;
    changes.set(key, { ...(changes.get(key) ?? { subject, cause, from: 0, to: 0 }), [side]: count });
  };
  for (const tally of before) add(tally, "from");
  for (const tally of after) add(tally, "to");
  const changed = [...changes].filter(([, { from, to }]) => from !== to);
  return changed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}
