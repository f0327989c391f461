import type { Operation } from "./operation";
import { TEXT } from "./schemas";

const JSON_TYPE = "application/json";

/** What a trainer calls that takes samples as they come, and says what it trained. */
export const FEED_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/feed",
    summary: "Lease samples: each line has a lease, and nobody else gets its sample until that ends",
    body: "feed",
    answers: {
      200: {
        meaning: "A line a sample: lease, expires_at, digest, weights, staleness, and line in the format.",
        type: "text/jsonl",
      },
      400: { meaning: "A field or the filter does not fit, or the format holds no samples." },
    },
  },
  {
    method: "post",
    path: "/api/feed/ack",
    summary: "Enter a step in the ledger: which leases it trained, and the weights that came of it",
    body: "feed_ack",
    answers: {
      200: { meaning: "run, step, weights, and how many were trained and released.", type: JSON_TYPE },
      404: { meaning: "A lease that ended, or was never given; nothing is entered." },
      409: { meaning: "Another step has trained it, or the weights are complete; nothing is entered." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/trained",
    summary: "Into which weights samples of a session went, by every run's ledger",
    answers: {
      200: { meaning: "weights: run, weights, steps, samples and trained tokens of each.", type: JSON_TYPE },
      404: { meaning: "There is no such session." },
    },
  },
  {
    method: "get",
    path: "/api/manifest",
    summary: "What went into weights: by step the samples, the digest of it all, and its signature",
    query: { run: TEXT, weights: TEXT },
    answers: {
      200: { meaning: "The manifest of these weights; of all, a line each, without.", type: JSON_TYPE },
      404: { meaning: "The run has no such weights." },
    },
  },
];
