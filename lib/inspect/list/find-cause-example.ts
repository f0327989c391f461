import { z } from "zod";
import type { CauseExample } from "@/lib/core/list/cause-example";
import { causeTerms } from "@/lib/core/list/cause-terms";
import { filterExcess } from "@/lib/core/list/session-filter";
import { CAUSE_SUBJECTS, type CauseTally } from "@/lib/core/recording/session-cause";
import { causePlace } from "@/lib/core/verdict/cause-place";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";

/** Sessions longer than this are not worked out for an example: nobody should wait for one. */
const EXAMPLE_TURNS = 500;

/** What loses tokens shows best where the least is left to train. */
const DEAREST = { sort: "yield", order: "asc", limit: 1 } as const;

const queryShape = z.object({
  filter: z.string().default(""),
  subject: z.enum(CAUSE_SUBJECTS),
  cause: z.string().min(1).max(100),
});

/** Of the sessions of a filter one in which a cause shows. Null when there is none. Throws `FilterError`. */
export async function findCauseExample(
  context: InspectContext,
  filter: string,
  { subject, cause }: Pick<CauseTally, "subject" | "cause">,
): Promise<CauseExample | null> {
  // The filter comes last: a quote that it opens reaches to its end.
  const terms = [...causeTerms(subject, cause), `turns:<=${EXAMPLE_TURNS}`, filter].join(" ");
  // A filter that is as long as one may be leaves no room for the cause's conditions.
  const narrowed = filterExcess(terms) !== null && filterExcess(filter) === null ? null : terms;
  if (narrowed === null) return null;
  const [session] = (await context.store.listSessions({ filter: narrowed, ...DEAREST })).sessions;
  if (!session) return null;
  const { view } = await readSessionTree(context, session.id, new URLSearchParams());
  return { session: session.id, revision: session.revision, node: causePlace(view, { subject, cause }) };
}

/** The same, asked for in a query. Throws `FilterError` and `ZodError`. */
export async function readCauseExample(
  context: InspectContext,
  search: URLSearchParams,
): Promise<CauseExample | null> {
  const { filter, ...asked } = queryShape.parse(Object.fromEntries(search));
  return findCauseExample(context, filter, asked);
}
