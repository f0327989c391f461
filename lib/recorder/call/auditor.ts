import { errorMessage } from "@/lib/core/base/error-message";
import type { Housekeeping } from "@/lib/recorder/housekeeping/housekeeping";
import type { RecorderParts } from "@/lib/recorder/parts";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { auditTurn } from "./audit-turn";
import type { AuditedCall } from "./audited-call";

/** Past this many waiting turns, the oldest is left without an audit. */
const MOST_WAITING = 1000;

/** Audits recorded turns one after another, when nothing waits for it. */
export class Auditor {
  readonly #waiting: string[] = [];

  constructor(
    private readonly store: Pick<RecorderParts["store"], "setAudit">,
    private readonly housekeeping: Housekeeping,
  ) {}

  add(call: AuditedCall, turn: number): void {
    const key = `The audit of turn ${turn} of session ${call.session.input.id}`;
    this.#waiting.push(key);
    const [oldest] = this.#waiting;
    if (this.#waiting.length > MOST_WAITING && oldest !== undefined) {
      this.#waiting.shift();
      this.housekeeping.remove(oldest);
    }
    this.housekeeping.add(key, async () => {
      this.#waiting.splice(this.#waiting.indexOf(key), 1);
      const audit = await auditTurn(call);
      if (audit === null) return;
      this.store.setAudit(call.session.input.id, turn, audit).catch((error: unknown) => {
        // A session that was dropped meanwhile needs no audit.
        if (error instanceof SessionNotFoundError || error instanceof SessionClosedError) return;
        console.error(`${key} could not be written: ${errorMessage(error)}`);
      });
    });
  }
}
