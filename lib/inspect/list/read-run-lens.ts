import { z } from "zod";
import type { GroupRow } from "@/lib/core/list/group-view";
import type { HealthReport } from "@/lib/core/list/health-report";
import type { RunSteps, StepRange } from "@/lib/core/list/run-steps";
import { rangeTerms } from "@/lib/core/list/step-terms";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { reportHealth } from "./report-health";

/** Groups that are listed beneath the strip; the page of groups has the others. */
const MOST_GROUPS = 50;

const RANGE = /^(\d{1,9})(?:-(\d{1,9}))?$/;

const addressShape = z.object({ steps: z.string().regex(RANGE).optional().catch(undefined) });

/** What the training lens shows of a set of sessions. */
export interface RunLensFigures {
  readonly steps: RunSteps;
  /** Null where all columns are meant. */
  readonly chosen: StepRange | null;
  /** Of the sessions of the columns that are chosen. */
  readonly filter: string;
  readonly health: HealthReport;
  readonly groups: readonly GroupRow[];
  /** Whether there are more groups than are listed. */
  readonly hasMore: boolean;
}

/** The steps of a set, and which of them `steps` of an address chooses (`63` or `60-66`). Throws `FilterError`. */
export async function readChosenSteps(
  { store }: Pick<InspectContext, "store">,
  filter: string,
  search: Readonly<Record<string, unknown>>,
): Promise<Pick<RunLensFigures, "steps" | "chosen" | "filter">> {
  const steps = await store.readSteps(filter);
  const chosen = rangeOf(addressShape.parse(search).steps);
  const terms = chosen === null ? [] : rangeTerms(steps.by, chosen);
  return { steps, chosen, filter: [filter, ...terms].join(" ").trim() };
}

/**
 * The steps of a set of sessions, and of those that `steps` of an address names (`63` or `60-66`) what is out of order
 * and which groups they are. Throws `FilterError`.
 */
export async function readRunLens(
  context: Pick<InspectContext, "store">,
  filter: string,
  search: Readonly<Record<string, unknown>>,
): Promise<RunLensFigures> {
  const { store } = context;
  const { steps, chosen, filter: narrowed } = await readChosenSteps(context, filter, search);
  const [health, page] = await Promise.all([
    reportHealth(store, new URLSearchParams({ filter: narrowed })),
    store.listGroups({ filter: narrowed, limit: MOST_GROUPS }),
  ]);
  return { steps, chosen, filter: narrowed, health, groups: page.groups, hasMore: page.nextBelow !== null };
}

function rangeOf(text: string | undefined): StepRange | null {
  const [, from, to = from] = RANGE.exec(text ?? "") ?? [];
  if (from === undefined) return null;
  const [low = 0, high = low] = [Number(from), Number(to)].toSorted((a, b) => a - b);
  return { from: low, to: high };
}
