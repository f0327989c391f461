"use client";

import { type ReactNode, use, useEffect, useEffectEvent, useRef } from "react";
import { AddressContext } from "@/components/address/address-context";
import {
  type AskedCause,
  causeParam,
  formatAskedCause,
  parseAskedCause,
} from "@/components/address/asked-cause";
import { changeQuery } from "@/components/address/query-params";
import { useQueryParams } from "@/components/address/use-query-params";
import { CauseCardProvider, type CauseSession } from "@/components/causes/cause-card-context";
import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import { useOpenedLater } from "@/components/keys/use-opened-later";

const loadSheet = () => import("./cause-sheet").then((module) => module.CauseSheet);

const PARAMS = { cause: causeParam };

/**
 * Lets everything below open the card of a cause, which then stands in the address: a link opens it, and the Back
 * button closes it. Its code is fetched with the first card.
 */
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
  const { text, openCause, closeCause } = useCauseInAddress();
  const { Opened, open, close } = useOpenedLater(loadSheet);
  const asked = parseAskedCause(text);
  const registry = useShortcutRegistry();
  const show = useEffectEvent((shown: string | null) => {
    if (shown !== null) return open();
    close();
    // Its code may still be on the way, and keys held back for it.
    registry.release();
  });
  useEffect(() => show(text), [text]);
  return (
    <CauseCardProvider value={openCause}>
      {children}
      {Opened && asked && <Opened key={text} asked={asked} of={of} filter={filter} onClose={closeCause} />}
    </CauseCardProvider>
  );
}

/** The card that the address names, and how to open and close one. */
function useCauseInAddress() {
  const address = use(AddressContext);
  const [{ cause: text }, setCause] = useQueryParams(PARAMS, "added");
  /** What the address said before the card; null where a link opened it. */
  const before = useRef<string | null>(null);
  const openCause = (asked: AskedCause): void => {
    before.current = address.query;
    setCause({ cause: formatAskedCause(asked) });
  };
  const closeCause = (): void => {
    const without = changeQuery(address.query, PARAMS, { cause: null });
    const isStep = before.current === without && new URLSearchParams(location.search).has("cause");
    before.current = null;
    // Closing is the way back, so that Back then leads to what was before the card. Where the page has changed under
    // the card, the step before would take that back too.
    if (isStep) window.history.back();
    else address.write(without);
  };
  return { text, openCause, closeCause };
}
