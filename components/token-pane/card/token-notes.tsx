"use client";

import type { TokenRange } from "@/components/marks/token-range";
import { NoteButton } from "@/components/notes/note-button";
import { NoteList } from "@/components/notes/note-list";
import { notesOfTokens } from "@/components/notes/notes-of";
import { useNotes } from "@/components/notes/use-notes";
import type { CardSource } from "./card-source";
import { sampledRange } from "./sampled-range";

/** The notes on the tokens of the card, and the way to write one; nothing where the model did not sample them. */
export function TokenNotes({
  source,
  range,
  isPinned,
}: {
  readonly source: CardSource;
  readonly range: TokenRange;
  readonly isPinned: boolean;
}) {
  const { session } = source.choice;
  const notes = useNotes(session);
  const tokens = sampledRange(source, range);
  if (tokens === null) return null;
  const own = notesOfTokens(notes, tokens);
  const { turn, start, end } = tokens;
  return (
    <>
      {own.length > 0 && <NoteList session={session} notes={own} />}
      {isPinned && (
        <span className="self-start">
          <NoteButton session={session} target={{ on: "range", turn, start, length: end - start }} />
        </span>
      )}
    </>
  );
}
