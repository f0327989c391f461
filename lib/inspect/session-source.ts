import type { Policy } from "@/lib/core/policy/policy";
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

  async inspect(
    store: Pick<Store, "readRecording">,
    record: SessionRecord,
    policy: Policy,
  ): Promise<RecordingView> {
    const key = JSON.stringify([record.id, record.created_at, record.revision, policy]);
    const inspected = this.#kept.get(key)?.view ?? inspectNow(store, record, policy);
    this.#kept.delete(key);
    // Nobody asks for what a session was before: of a long one that grows, each revision would fill the memory.
    for (const [other, { id, revision }] of this.#kept) {
      if (id === record.id && revision < record.revision) this.#kept.delete(other);
    }
    this.#kept.set(key, { id: record.id, revision: record.revision, view: inspected });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT_SESSIONS && !oldest.done) this.#kept.delete(oldest.value);
    try {
      return await inspected;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }
}

async function inspectNow(
  store: Pick<Store, "readRecording">,
  record: SessionRecord,
  policy: Policy,
): Promise<RecordingView> {
  const recording = await store.readRecording(record.id);
  return viewRecording(recording, { reward: record.reward, leafRewards: record.leaf_rewards }, policy);
}
