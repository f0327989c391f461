"use client";

import type { FormEvent } from "react";
import { useViewState } from "@/components/address/view-state";
import { useHeldText } from "@/components/keys/use-held-text";
import { type FoundPlace, findPlace } from "@/components/session/find-place";
import { parseGoTo } from "@/components/session/parse-go-to";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { DialogFrame } from "@/components/ui/dialog-frame";

/** Asks where to go, says while one types what that is, and goes there. */
export function GoToDialog({
  model,
  onClose,
}: {
  readonly model: SessionModel;
  readonly onClose: () => void;
}) {
  const { sample, selectNode } = useSelection();
  const [, setState] = useViewState();
  const [text, setText] = useHeldText();
  const found = foundFor(text);
  const go = (event: FormEvent): void => {
    event.preventDefault();
    if (!found?.ok) return;
    if ("node" in found) selectNode(found.node);
    else
      setState({
        sample: found.sample + 1,
        tok: found.token === null ? null : String(found.token),
        pane: "tokens",
      });
    onClose();
  };
  return (
    <DialogFrame kind="prompt" title="Go to" width="narrow" onClose={onClose}>
      <form onSubmit={go}>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Where to go"
          aria-describedby="go-to-result"
          placeholder="t12, n:3fa9, S3, #1500, S3#1500"
          autoComplete="off"
          spellCheck={false}
          className="h-12 w-full bg-surface px-4 font-mono text-base text-ink outline-none placeholder:text-ink-3"
        />
      </form>
      <p
        id="go-to-result"
        role="status"
        className={`truncate border-t border-line px-4 py-2 text-sm ${found && !found.ok ? "text-refused" : "text-ink-2"}`}
      >
        {resultWords(text, found)}
      </p>
    </DialogFrame>
  );

  function foundFor(typed: string): FoundPlace | null {
    const place = parseGoTo(typed);
    return place && findPlace(model.view, place, sample);
  }
}

function resultWords(text: string, found: FoundPlace | null): string {
  if (found) return found.ok ? found.words : found.problem;
  return text.trim() === ""
    ? "A turn, a message by its id, a sample, or a token of the open sample."
    : "Write t and a turn, n: and an id, S and a sample, or # and a token.";
}
