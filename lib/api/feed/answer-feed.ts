import { setTimeout as pause } from "node:timers/promises";
import { exportSetting } from "@/lib/api/export-setting";
import { managementCall } from "@/lib/api/management-call";
import { readManagementBody } from "@/lib/api/read-management-body";
import { exportBytes } from "@/lib/export/export-bytes";
import type { Store } from "@/lib/store/store";
import { ackBody, type FeedWanted, feedBody } from "./feed-body";
import { type FeedSource, feedOptions, leaseSamples } from "./lease-samples";

/** How often the changes of all processes are looked for while a request waits, in ms. */
const POLL_MS = 250;

const NONE = "No sample is left that fits and that nobody else has.";

/**
 * `POST /api/feed`: leases samples to a trainer, a line each, as `leaseSamples` gives them. Without any it waits as long
 * as it was asked to; then the answer is empty and `x-turntree-reason` says why.
 */
export function answerFeed(request: Request): Promise<Response> {
  return managementCall(request, "export", async (runtime) => {
    const { store, settings } = runtime;
    const wanted = await readManagementBody(feedBody, request, settings.bodyLimitBytes);
    feedOptions(wanted);
    const source = { store, setting: exportSetting(runtime) };
    const deadline = Date.now() + wanted.wait_s * 1000;
    for (;;) {
      const revision = await store.lastRevision();
      const found = await firstLease(source, wanted);
      if (found !== null) return linesResponse(found);
      if (!(await untilChanged(store, revision, deadline, request.signal))) break;
    }
    return linesResponse((async function* () {})(), NONE);
  });
}

/** The lines, once there is one; null where nothing can be leased. */
async function firstLease(source: FeedSource, wanted: FeedWanted): Promise<AsyncGenerator<string> | null> {
  const now = Date.now();
  const { run, again, lease_s } = wanted;
  const lines = leaseSamples(source, wanted, { run, again, now, expiresAt: now + lease_s * 1000 });
  const first = await lines.next();
  if (first.done === true) return null;
  return (async function* () {
    yield first.value;
    yield* lines;
  })();
}

/** Waits until a session was finished or changed; false when the time is over first. */
async function untilChanged(
  store: Store,
  since: number,
  deadline: number,
  signal: AbortSignal,
): Promise<boolean> {
  let revision = since;
  for (;;) {
    const changes = await store.changesSince(revision);
    if (changes.some(({ kind }) => kind === "finished" || kind === "changed")) return true;
    revision = changes.at(-1)?.revision ?? revision;
    const left = deadline - Date.now();
    if (left <= 0) return false;
    if (changes.length === 0) await pause(Math.min(POLL_MS, left), undefined, { signal });
  }
}

function linesResponse(lines: AsyncGenerator<string>, reason?: string): Response {
  const headers = {
    "content-type": "text/jsonl; charset=utf-8",
    "cache-control": "no-store",
    ...(reason === undefined ? {} : { "x-turntree-reason": reason }),
  };
  return new Response(exportBytes(lines, { kind: "lines", gzip: false }), { headers });
}

/** `POST /api/feed/ack`: enters a step in the ledger of the leases' run, all of it or nothing. */
export function answerAck(request: Request): Promise<Response> {
  return managementCall(request, "export", async ({ store, settings }) => {
    const body = await readManagementBody(ackBody, request, settings.bodyLimitBytes);
    const { step, leases, released } = body;
    const weights = body.weights ?? String(step);
    const run = await store.ledger.enter({ step, weights, leases, released, now: Date.now() });
    return Response.json({ run, step, weights, trained: leases.length, released: released.length });
  });
}
