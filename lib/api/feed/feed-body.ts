import { z } from "zod";

/** The longest that a request waits for a sample, in seconds: proxies cut connections that are silent for longer. */
const LONGEST_WAIT_S = 300;
const MOST_SAMPLES = 4096;
const LONGEST_LEASE_S = 86_400;
/** A step names its leases one by one. */
const MOST_LEASES = 20_000;

const run = z.string().max(200).default("");
const version = z.union([z.string().min(1).max(200), z.int().min(0).transform(String)]);

/** The body of `POST /api/feed`. The contract served at `/api/openapi.json` is made of it. */
export const feedBody = z.strictObject({
  /** The trainer's name for its run, whose ledger it is. */
  run,
  /** A filter of the sessions page. */
  filter: z.string().max(1000).optional(),
  format: z.string().default("slime"),
  policy: z.string().optional(),
  include: z.array(z.enum(["open", "unrewarded"])).default([]),
  /** The weights that the trainer has now; those of its last step unless given. */
  weights: version.optional(),
  /** How many versions older than the trainer's weights a sample's oldest token may be. */
  max_staleness: z.int().min(0).optional(),
  limit: z.int().min(1).max(MOST_SAMPLES).default(64),
  lease_s: z.number().positive().max(LONGEST_LEASE_S).default(600),
  wait_s: z.number().min(0).max(LONGEST_WAIT_S).default(0),
  /** Whether samples that the run has trained are given once more. */
  again: z.boolean().default(false),
});

export type FeedWanted = z.infer<typeof feedBody>;

const leases = z.array(z.string().max(100)).max(MOST_LEASES).default([]);

/** The body of `POST /api/feed/ack`. */
export const ackBody = z.strictObject({
  step: z.int().min(0),
  /** The weights that came of the step; its number unless given. */
  weights: version.optional(),
  leases,
  /** Leases that are given back untrained. */
  released: leases,
});
