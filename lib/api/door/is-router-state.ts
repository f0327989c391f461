import { z } from "zod";

/** The longest that Next takes, in characters. */
const LONGEST = 40_000;

const PARAM = /^(oc|[cd](i(\(\.\)|\(\.\.\)|\(\.\.\.\)|\(\.\.\)\(\.\.\)))?)$/;

const SEGMENT = z.union([
  z.string(),
  z.tuple([z.string(), z.string(), z.string().regex(PARAM), z.array(z.string()).nullable()]),
]);

const STATE: z.ZodType = z.lazy(() =>
  z.tuple([
    SEGMENT,
    z.record(z.string(), STATE),
    z.tuple([z.string(), z.string()]).nullable().optional(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullable().optional(),
    z.number().nullable().optional(),
    z.string().optional(),
  ]),
);

/**
 * Whether a header `next-router-state-tree` is one that Next takes; it answers any other with 500
 * (`next/dist/server/app-render/types.js`). Without one it renders the page whole.
 */
export function isRouterState(header: string): boolean {
  if (header.length > LONGEST) return false;
  try {
    return STATE.safeParse(JSON.parse(decodeURIComponent(header))).success;
  } catch {
    return false;
  }
}
