"use client";

import { useState } from "react";
import { FoldButton } from "@/components/ui/fold-button";
import { RequestBody } from "./request-body";

/** The way to a turn's request; it is read when it is opened. */
export function FoldedRequest({ session, turn }: { readonly session: string; readonly turn: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <FoldButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        The body of turn {turn}'s request
      </FoldButton>
      {isOpen && <RequestBody session={session} turn={turn} />}
    </div>
  );
}
