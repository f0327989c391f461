"use client";

import { StickyNote } from "lucide-react";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { useAccess } from "@/components/ui/access";
import type { AnnotationTarget } from "@/lib/core/annotations/annotation";
import { targetWords } from "@/lib/core/annotations/target-key";

/** Fetches the form of a note, when one is written for the first time. */
export const loadNoteDialog = () => import("./note-dialog").then((module) => module.NoteDialog);

const LOOK =
  "inline-flex h-6 items-center gap-1 rounded-md border border-line-strong px-2 text-xs text-ink hover:bg-raised";

/** Lets a person say something of a session, a turn or tokens; not there for a key that only reads. */
export function NoteButton({
  session,
  target,
  className = LOOK,
}: {
  readonly session: string;
  readonly target: AnnotationTarget;
  readonly className?: string;
}) {
  const { mayAnnotate } = useAccess();
  const writing = useOpenedLater(loadNoteDialog);
  if (!mayAnnotate) return null;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={writing.open}
        title={`Label ${targetWords(target)}, or comment on it`}
        className={className}
      >
        <StickyNote size={14} aria-hidden />
        Note
      </button>
      {writing.Opened && <writing.Opened session={session} target={target} onClose={writing.close} />}
    </>
  );
}
