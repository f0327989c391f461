"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { useHeldText } from "@/components/keys/use-held-text";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { ApplyToSet } from "./apply-to-set";
import { setWords } from "./set-words";

/** What-if over the sessions of a list. Fetched when it is opened. */
export function PoliciesSheet({
  filter,
  onApply,
  onClose,
}: {
  readonly filter: string;
  readonly onApply: ((policy: string) => void) | null;
  readonly onClose: () => void;
}) {
  useHeldText();
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <DialogFrame kind="sheet" title={`One policy for ${setWords(filter)}`} width="wide" onClose={onClose}>
        <div className="p-4">
          <ApplyToSet filter={filter} onApply={onApply} />
        </div>
      </DialogFrame>
    </QueryClientProvider>
  );
}
