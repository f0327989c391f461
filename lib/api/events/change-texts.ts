import type { SessionChange } from "@/lib/store/store";

/** How many changes are held as text. A reader that is further behind reads them from the database. */
const HELD = 2_000;

interface HeldChange {
  readonly revision: number;
  readonly session: string;
  readonly text: string;
}

/** The last changes as the text of events, in order, each made once for all who read. */
export class ChangeTexts {
  #held: HeldChange[] = [];
  #last = 0;
  /** Everything after this revision is held. */
  #from = 0;
  /** Where those stand who are told next, and what they are told: most readers stand at the same place. */
  #joined: { readonly after: number; readonly bytes: Uint8Array } | null = null;

  /** The newest revision that is known. */
  get last(): number {
    return this.#last;
  }

  /** Forgets what was held: what comes next comes after this revision. */
  beginAfter(revision: number): void {
    this.#held = [];
    this.#joined = null;
    this.#last = revision;
    this.#from = revision;
  }

  /** Adds changes in order; those that are known already are passed over. */
  add(changes: readonly SessionChange[]): void {
    for (const change of changes) {
      if (change.revision <= this.#last) continue;
      this.#last = change.revision;
      this.#held.push({ revision: change.revision, session: change.session, text: changeText(change) });
    }
    this.#joined = null;
    if (this.#held.length <= HELD) return;
    const dropped = this.#held.splice(0, this.#held.length - HELD);
    this.#from = dropped.at(-1)?.revision ?? this.#from;
  }

  /** Whether all changes after a revision are held. */
  holdsAfter(revision: number): boolean {
    return revision >= this.#from;
  }

  /** What a reader is told that knows everything up to a revision. @param session null for all. */
  after(revision: number, session: string | null): Uint8Array {
    if (session === null && this.#joined?.after === revision) return this.#joined.bytes;
    const told = this.#held.filter(
      (change) => change.revision > revision && (session === null || change.session === session),
    );
    const bytes = new TextEncoder().encode(told.map(({ text }) => text).join(""));
    if (session === null) this.#joined = { after: revision, bytes };
    return bytes;
  }
}

/** A change as a server-sent event, with its revision as the id to resume from. */
export function changeText(change: SessionChange): string {
  return `id: ${change.revision}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}
