import { managementCall } from "@/lib/api/management-call";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";

/** `GET /api/sessions/{id}/trained`: whether the session trained, and into which weights, by every run's ledger. */
export function answerTrained(request: Request, id: string): Promise<Response> {
  return managementCall(request, "read", async ({ store }) => {
    if ((await store.findSession(id)) === null) throw new SessionNotFoundError(id);
    const trained = await store.ledger.weightsWith({ session: id });
    const weights = trained.map(({ sessions: _, ...row }) => ({
      run: row.run,
      weights: row.weights,
      steps: row.steps,
      first_step: row.firstStep,
      last_step: row.lastStep,
      samples: row.samples,
      trained_tokens: row.trainedTokens,
      trained_at: row.trainedAt,
    }));
    return Response.json({ weights });
  });
}
