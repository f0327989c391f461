"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { useAccess } from "@/components/ui/access";
import { useAnnouncer } from "@/components/ui/announcements";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { targetWords } from "@/lib/core/annotations/target-key";
import { NOTES_KEY } from "./use-notes";
import { takeNoteBack } from "./write-note";

/** Kinds that a person writes on a page, and takes back there. What judges said is theirs. */
const PERSONAL: ReadonlySet<string> = new Set(["label", "comment"]);

/** Takes a label or a comment back; not there for a key that only reads. */
export function TakeBackButton({ session, note }: { readonly session: string; readonly note: Annotation }) {
  const { mayAnnotate } = useAccess();
  const client = useQueryClient();
  const announcer = useAnnouncer();
  const [isTaking, setTaking] = useState(false);
  if (!mayAnnotate || !PERSONAL.has(note.kind)) return null;
  const what = `the ${note.kind} of ${note.producer} on ${targetWords(note.target)}`;
  const take = async ({ currentTarget }: MouseEvent<HTMLButtonElement>): Promise<void> => {
    const neighbour = neighbourOf(currentTarget);
    setTaking(true);
    try {
      await takeNoteBack(session, note);
      await client.invalidateQueries({ queryKey: [NOTES_KEY] });
      announcer.say(`Taken back: ${what}`);
      neighbour?.focus();
    } catch (error) {
      announcer.say(error instanceof Error ? error.message : String(error));
      setTaking(false);
    }
  };
  return (
    <button
      type="button"
      disabled={isTaking}
      onClick={(event) => void take(event)}
      aria-label={`Take back ${what}`}
      title={`Take back ${what}`}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink disabled:opacity-40"
    >
      <Undo2 size={14} aria-hidden />
    </button>
  );
}

/** Where the focus goes once the row is gone: to the next row's button, else to the one before. */
function neighbourOf(button: HTMLElement): HTMLElement | null {
  const row = button.closest("li");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  return next?.querySelector("button") ?? null;
}
