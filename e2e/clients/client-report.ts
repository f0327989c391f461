import { z } from "zod";

const counts = z.record(z.string(), z.int());

const base = { client: z.string(), version: z.string(), protocol: z.string(), family: z.string() };

/** What became of one client over one template family: a row of the matrix. */
export const clientReportSchema = z.discriminatedUnion("outcome", [
  z.object({ ...base, outcome: z.literal("not_run"), reason: z.string() }),
  z.object({
    ...base,
    outcome: z.literal("ran"),
    /** What does not hold, in words; empty when everything does. */
    problems: z.array(z.string()),
    turns: counts,
    sub_agent_turns: z.int(),
    lost: z.int(),
    retries: z.int(),
    forks: counts,
    accepted_rewrites: counts,
    samples: z.int(),
    sampled_tokens: z.int(),
    trained_tokens: z.int(),
  }),
]);

export type ClientReport = z.infer<typeof clientReportSchema>;
export type RanReport = Extract<ClientReport, { outcome: "ran" }>;
