import type { Connection } from "@/lib/store/connection";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { patchColumns } from "@/lib/store/rows/session-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionPatch } from "@/lib/store/store";
import type { Urgency } from "@/lib/store/write";

/** Changes a session's row, its causes and its flags. Throws `SessionNotFoundError` and `SessionClosedError`. */
export async function patchSession(
  connection: Connection,
  id: string,
  patch: SessionPatch,
  urgency: Urgency,
): Promise<void> {
  const { counters, causes = null, health, client: _client, ...facts } = patch;
  // Figures that were worked out anew, and who called, are no news of the session.
  const isNews = Object.keys(facts).length > 0;
  const outcome = await connection.write(
    {
      type: "patch",
      session: id,
      kind: patch.status === "finished" ? "finished" : "changed",
      needsOpen: patch.status !== undefined,
      columns: { ...patchColumns(patch), ...(isNews && { updatedAt: BigInt(Date.now()) }) },
      causes,
      flags: health?.flags ?? null,
    },
    urgency,
  );
  if (outcome.type === "written") return;
  throw outcome.status === null ? new SessionNotFoundError(id) : new SessionClosedError(id, outcome.status);
}
