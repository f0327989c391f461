"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useHeldText } from "@/components/keys/use-held-text";
import { DialogFrame } from "@/components/ui/dialog-frame";
import type { AnnotationTarget } from "@/lib/core/annotations/annotation";
import { targetWords } from "@/lib/core/annotations/target-key";
import { NOTES_KEY } from "./use-notes";
import { writeNote } from "./write-note";

const FIELD = "rounded-md border border-line-strong bg-surface px-2 py-1 text-ink";

/** Who writes, until they say: remembered in this browser. */
const SOMEBODY = "person";
const NAME_KEY = "turntree-note-producer";

/** A label or a comment on one thing. A label of the same person takes the place of the one before. */
export function NoteDialog({
  session,
  target,
  onClose,
}: {
  readonly session: string;
  readonly target: AnnotationTarget;
  readonly onClose: () => void;
}) {
  useHeldText();
  const client = useQueryClient();
  const [kind, setKind] = useState<"label" | "comment">("label");
  const [text, setText] = useState("");
  const [producer, setProducer] = useState(() => window.localStorage.getItem(NAME_KEY) ?? SOMEBODY);
  const [fault, setFault] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const write = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWriting(true);
    try {
      await writeNote(session, { producer, kind, target, value: { form: "text", text } });
      window.localStorage.setItem(NAME_KEY, producer);
      await client.invalidateQueries({ queryKey: [NOTES_KEY] });
      onClose();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setWriting(false);
    }
  };
  return (
    <DialogFrame kind="sheet" title={`Note on ${targetWords(target)}`} width="narrow" onClose={onClose}>
      <form onSubmit={(event) => void write(event)} className="flex flex-col gap-3 p-4">
        <fieldset className="flex gap-4">
          <legend className="sr-only">What kind of note</legend>
          {(["label", "comment"] as const).map((name) => (
            <label key={name} className="inline-flex items-center gap-2">
              <input
                type="radio"
                name="note-kind"
                checked={kind === name}
                onChange={() => setKind(name)}
                className="accent-ink"
              />
              {name === "label" ? "Label" : "Comment"}
            </label>
          ))}
        </fieldset>
        {kind === "label" ? (
          <label className="flex flex-col gap-1">
            <span className="text-ink-2">One line; the filter label: finds it</span>
            <input
              required
              maxLength={200}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className={FIELD}
            />
          </label>
        ) : (
          <label className="flex flex-col gap-1">
            <span className="text-ink-2">Text</span>
            <textarea
              required
              rows={4}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className={FIELD}
            />
          </label>
        )}
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Who says it</span>
          <input
            required
            maxLength={100}
            value={producer}
            onChange={(event) => setProducer(event.target.value)}
            className={FIELD}
          />
        </label>
        {fault !== null && (
          <p role="alert" className="text-refused">
            {fault}
          </p>
        )}
        <button
          type="submit"
          disabled={isWriting || text.trim() === ""}
          className="h-9 self-end rounded-md bg-ink px-4 font-medium text-page disabled:opacity-40"
        >
          Write
        </button>
      </form>
    </DialogFrame>
  );
}
