"use client";

import { type ReactNode, useState } from "react";
import {
  type AskedCause,
  CauseCardProvider,
  type CauseSession,
} from "@/components/causes/cause-card-context";
import { useOpenedLater } from "@/components/keys/use-opened-later";

const loadSheet = () => import("./cause-sheet").then((module) => module.CauseSheet);

/** Lets everything below open the card of a cause. Its code is fetched with the first card. */
export function CauseCards({
  filter,
  of = null,
  children,
}: {
  /** The set beside which a cause is weighed, as a filter of the list. */
  readonly filter: string;
  /** The session of the page; null on a page of many. */
  readonly of?: CauseSession | null;
  readonly children: ReactNode;
}) {
  const [asked, setAsked] = useState<AskedCause | null>(null);
  const { Opened, open, close } = useOpenedLater(loadSheet);
  const openCause = (cause: AskedCause): void => {
    setAsked(cause);
    open();
  };
  return (
    <CauseCardProvider value={openCause}>
      {children}
      {Opened && asked && <Opened asked={asked} of={of} filter={filter} onClose={close} />}
    </CauseCardProvider>
  );
}
