import type { FieldChange } from "@/lib/core/annotations/managed-change";
import type { Store } from "@/lib/store/store";
import { fieldChanges } from "./field-changes";

/** Tells the audit log what a change did. */
export type NoteFields = (fields: readonly FieldChange[]) => void;

/**
 * Changes a session, and notes what stood in it before and after. Of two changes at one moment each may tell what the
 * other did too. What `change` throws is thrown, and then nothing is noted.
 */
export async function notingSession<T>(
  store: Pick<Store, "findSession">,
  id: string,
  note: NoteFields,
  change: () => Promise<T>,
): Promise<T> {
  const before = await store.findSession(id);
  const done = await change();
  note(fieldChanges(before, await store.findSession(id)));
  return done;
}
