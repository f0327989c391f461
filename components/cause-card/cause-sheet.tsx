"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { AskedCause } from "@/components/address/asked-cause";
import type { CauseSession } from "@/components/causes/cause-card-context";
import { CauseGlyph } from "@/components/causes/cause-glyph";
import { useHeldText } from "@/components/keys/use-held-text";
import { causeKindMark } from "@/components/marks/cause-kinds";
import { causeMark } from "@/components/marks/cause-marks";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { ApplyToSet } from "./apply-to-set";
import { CauseCure } from "./cause-cure";
import { CauseScene } from "./cause-scene";
import { setWords } from "./set-words";
import { useCause } from "./use-cause";

/** The card of a cause: what differed, which request did it, what heals it, and what that gives back here and in the set. */
export function CauseSheet({
  asked,
  of,
  filter,
  onClose,
}: {
  readonly asked: AskedCause;
  readonly of: CauseSession | null;
  readonly filter: string;
  readonly onClose: () => void;
}) {
  useHeldText();
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <DialogFrame
        kind="sheet"
        title={`Cause: ${causeMark(asked.cause).label}`}
        width="full"
        onClose={onClose}
      >
        <Card asked={asked} of={of} filter={filter} />
      </DialogFrame>
    </QueryClientProvider>
  );
}

function Card({
  asked,
  of,
  filter,
}: {
  readonly asked: AskedCause;
  readonly of: CauseSession | null;
  readonly filter: string;
}) {
  const { did, inSet, place, error } = useCause(asked, of, filter);
  const kind = causeKindMark(did, asked.cause);
  const { meaning } = causeMark(asked.cause);
  return (
    <div className="relative flex flex-col gap-5 p-4" data-testid="cause-card">
      <span className="absolute top-2 right-2">
        <CopyButton text={() => window.location.href} label="Copy a link to this card" />
      </span>
      <p className="mr-8 max-w-prose">
        <span
          className="mr-2 inline-flex items-center gap-1.5 align-text-bottom font-medium"
          title={kind.meaning}
        >
          <CauseGlyph did={did} cause={asked.cause} />
          {kind.label}
        </span>
        <span className="text-ink-2">{meaning}</span>
      </p>
      <CauseScene place={place} isExample={of === null} error={error} />
      <CauseCure did={did} cause={asked.cause} place={place ?? null} inSet={inSet} filter={filter} />
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">Apply to the set: {setWords(filter)}</h3>
        <ApplyToSet filter={filter} onApply={null} />
      </section>
    </div>
  );
}
