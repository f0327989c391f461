import { errorSentence } from "@/components/reads/fetch-json";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { annotationText } from "@/lib/core/annotations/annotation-text";

/** A note that a person writes: what of what, by whom. */
export type WrittenNote = Pick<Annotation, "producer" | "kind" | "target" | "value">;

/** Writes a note. Throws an `Error` with the server's own sentence when it refuses. */
export function writeNote(session: string, note: WrittenNote): Promise<void> {
  return send(session, { ...note, at: Date.now(), rewardRevision: null });
}

/**
 * Takes a note back, in the name of whoever wrote it: it counts no more, and stays in the history. Throws an `Error` as
 * `writeNote` does. A note of a clock that is ahead is taken back too.
 */
export function takeNoteBack(session: string, note: Annotation): Promise<void> {
  return send(session, { ...note, value: { form: "none" }, at: Math.max(Date.now(), note.at + 1) });
}

async function send(session: string, note: Annotation): Promise<void> {
  const line = annotationText(note);
  const response = await fetch(`/api/sessions/${encodeURIComponent(session)}/annotations`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: `${line}\n`,
  }).catch(() => null);
  if (response === null) throw new Error("The server cannot be reached; the note is not written.");
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
}
