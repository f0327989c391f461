import { errorMessage } from "@/lib/core/base/error-message";
import type { RecorderParts } from "@/lib/recorder/parts";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { auditTurn } from "./audit-turn";
import type { AuditedCall } from "./audited-call";

/** Audits may take this part of the process's time and no more: they render whole histories. */
const LARGEST_SHARE = 1 / 5;

/** Past this many waiting turns, the oldest is left without an audit. */
const MOST_WAITING = 1000;

/** Audits recorded turns one after another, when nothing waits for it. */
export class Auditor {
  private readonly waiting: { readonly call: AuditedCall; readonly turn: number }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly store: RecorderParts["store"]) {}

  add(call: AuditedCall, turn: number): void {
    if (this.isClosed) return;
    this.waiting.push({ call, turn });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    if (this.timer === null) this.schedule(0);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.waiting.length = 0;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }

  private schedule(wait: number): void {
    this.timer = setTimeout(() => {
      this.running = this.next();
    }, wait).unref();
  }

  private async next(): Promise<void> {
    const oldest = this.waiting.shift();
    if (oldest === undefined || this.isClosed) {
      this.timer = null;
      return;
    }
    const started = performance.now();
    await this.audit(oldest.call, oldest.turn);
    this.schedule((performance.now() - started) * (1 / LARGEST_SHARE - 1));
  }

  private async audit(call: AuditedCall, turn: number): Promise<void> {
    const session = call.session.input.id;
    try {
      const audit = await auditTurn(call);
      if (audit !== null) await this.store.setAudit(session, turn, audit);
    } catch (error) {
      // A session that was dropped meanwhile needs no audit.
      if (error instanceof SessionNotFoundError || error instanceof SessionClosedError) return;
      const words = errorMessage(error);
      console.error(`Turn ${turn} of session ${session} could not be audited: ${words}`);
    }
  }
}
