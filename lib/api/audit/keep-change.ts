import type { FieldChange } from "@/lib/core/annotations/managed-change";
import { errorMessage } from "@/lib/core/base/error-message";
import { callerAddress } from "@/lib/recorder/keys/caller-address";
import type { Key } from "@/lib/recorder/keys/key";
import { personOf } from "@/lib/recorder/keys/trusted-person";
import type { Runtime } from "@/lib/server/runtime";

/** Methods that change nothing. */
const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Keeps that somebody asked for a change, and what was answered; what was opened is told by the answer's `location`.
 * Nobody waits for it. Where it cannot be kept the log says so: the change itself has happened.
 */
export function keepChange(
  { store }: Pick<Runtime, "store">,
  request: Request,
  key: Key,
  answer: Response,
  fields: readonly FieldChange[],
): void {
  if (READS.has(request.method)) return;
  const change = {
    at: Date.now(),
    holder: key.kind,
    person: personOf(request.headers),
    address: callerAddress(request.headers),
    action: request.method,
    target: answer.headers.get("location") ?? new URL(request.url).pathname,
    status: answer.status,
    fields,
  };
  store.changes.add(change).catch((error: unknown) => {
    console.error(`The audit log lacks ${change.action} ${change.target}: ${errorMessage(error)}`);
  });
}
