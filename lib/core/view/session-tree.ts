import type { SessionRow } from "./session-row";
import type { SessionView } from "./session-view";

/** What `GET /api/sessions/{id}/tree` answers: the session and its view under the policy asked for. */
export interface SessionTree {
  readonly session: SessionRow;
  readonly view: SessionView;
}
