import { errorMessage } from "@/lib/core/base/error-message";
import type { Housekeeping } from "@/lib/recorder/housekeeping/housekeeping";
import type { RecorderParts } from "@/lib/recorder/parts";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { sessionFigures } from "./session-figures";

/** A page that shows figures this old is still right to look at. */
const SHORTEST_WAIT_MS = 500;

type Parts = Pick<RecorderParts, "store" | "settings">;

/** Keeps the list page's figures up to date, off the path of any call: a session once, however often it changes. */
export class CounterRefresher {
  private readonly unsubscribe: () => void;

  constructor(
    private readonly parts: Parts,
    housekeeping: Housekeeping,
  ) {
    this.unsubscribe = parts.store.subscribe(({ session, turn }) => {
      // An audit shows as the change of a turn; what this class writes itself names no turn.
      if (turn === null) return;
      const key = `The figures of session ${session}`;
      housekeeping.add(key, () => this.refresh(key, session), SHORTEST_WAIT_MS);
    });
  }

  close(): void {
    this.unsubscribe();
  }

  private async refresh(key: string, session: string): Promise<void> {
    const { store } = this.parts;
    const record = await store.findSession(session);
    if (record === null || record.status === "dropped") return;
    const { figures } = await sessionFigures(this.parts, record);
    store.setFigures(session, figures).catch((error: unknown) => {
      if (error instanceof SessionNotFoundError) return;
      console.error(`${key} could not be written: ${errorMessage(error)}`);
    });
  }
}
