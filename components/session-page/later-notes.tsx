"use client";

import { NoteList } from "@/components/notes/note-list";
import { useNotes } from "@/components/notes/use-notes";
import { plural } from "@/lib/core/base/format-count";

/** What was found out about the session later and is for people; nothing where there is none. */
export function LaterNotes({ session }: { readonly session: string }) {
  const notes = useNotes(session);
  if (notes.length === 0) return null;
  return (
    <details className="border-b border-line bg-surface px-4 py-1.5 text-sm" data-testid="later-notes">
      <summary className="cursor-pointer text-ink-2">
        {plural(notes.length, "note")} about this session
      </summary>
      <NoteList session={session} notes={notes} />
    </details>
  );
}
