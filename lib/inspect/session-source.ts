import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";
import type { Policy } from "@/lib/core/policy/policy";
import { turnBytes } from "@/lib/core/recording/turn-bytes";
import { rewardsOf } from "@/lib/core/samples/rewards-of";
import { type RecordingView, viewRecording } from "@/lib/core/view/view-recording";
import type { SessionRecord, Store } from "@/lib/store/store";

/** Enough for a page, its token requests and a second policy beside it; a long recording takes some megabytes. */
const KEPT_SESSIONS = 8;

interface Kept extends Pick<SessionRecord, "id" | "revision"> {
  readonly view: Promise<RecordingView>;
}

/**
 * Reads and linearises sessions for the page, and keeps the last few. One page asks for the tree, then for the tokens
 * of node after node of the same revision.
 */
export class SessionSource {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly budget: CacheBudget = cacheBudget()) {}

  async inspect(
    store: Pick<Store, "readRecording">,
    record: SessionRecord,
    policy: Policy,
  ): Promise<RecordingView> {
    const key = JSON.stringify([record.id, record.created_at, record.revision, policy]);
    const inspected = this.#kept.get(key)?.view ?? inspectNow(store, record, policy);
    this.#forget(key);
    // Nobody asks for what a session was before: of a long one that grows, each revision would fill the memory.
    for (const [other, { id, revision }] of this.#kept) {
      if (id === record.id && revision < record.revision) this.#forget(other);
    }
    this.#kept.set(key, { id: record.id, revision: record.revision, view: inspected });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT_SESSIONS && !oldest.done) this.#forget(oldest.value);
    try {
      const view = await inspected;
      const kept = this.#kept.get(key);
      const drop = () => this.#kept.delete(key);
      if (kept?.view === inspected) {
        this.budget.hold(inspected, { cache: "views", bytes: viewBytes(view), drop });
      }
      return view;
    } catch (error) {
      this.#forget(key);
      throw error;
    }
  }

  #forget(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.budget.release(kept.view);
  }
}

/** A node as the page draws it, with its place, its causes and what it is packed into. */
const NODE_BYTES = 1_500;

/** About how much memory a view takes, with the turns that it keeps. */
function viewBytes({ recording, view }: RecordingView): number {
  return recording.turns.reduce((sum, turn) => sum + turnBytes(turn), view.nodes.length * NODE_BYTES);
}

async function inspectNow(
  store: Pick<Store, "readRecording">,
  record: SessionRecord,
  policy: Policy,
): Promise<RecordingView> {
  const recording = await store.readRecording(record.id);
  return viewRecording(recording, rewardsOf(record), policy);
}
