"use client";

import { use, useEffect, useEffectEvent, useState } from "react";
import { AddressContext } from "@/components/address/address-context";
import { changeQuery, readQuery } from "@/components/address/query-params";
import { type INSPECTOR_TABS, VIEW_PARAMS } from "@/components/address/view-state";
import { openingPlace } from "@/lib/core/verdict/opening-place";
import type { SessionView } from "@/lib/core/view/session-view";

/** Tabs that a reader keeps from session to session; the others follow what there is to see. */
const KEPT_TABS: ReadonlySet<string> = new Set(["tokens", "raw"]);

/** The message that a page opened with by itself. */
export interface OpenedMessage {
  readonly node: string;
  /** It does not stand in the address yet. */
  readonly isWaiting: boolean;
}

/**
 * What the page shows when its address names nothing: the message of the worst loss with its difference, or the last
 * answer. It is chosen once, with the page, and then stands in the address as if the reader had chosen it.
 *
 * @returns the message that the page opened with, and whether it is still on its way into the address; null where the
 *   address names something.
 */
export function useOpeningPlace(view: SessionView): OpenedMessage | null {
  const address = use(AddressContext);
  const [place] = useState(() => {
    const { node, sample, tok, pane } = readQuery(address.query, VIEW_PARAMS);
    const isElsewhere = pane !== null && pane !== "node";
    return node === null && sample === null && tok === null && !isElsewhere ? openingPlace(view) : null;
  });
  const [isWaiting, setWaiting] = useState(place !== null);
  const open = useEffectEvent(() => {
    if (place === null) return;
    const { tab } = readQuery(address.query, VIEW_PARAMS);
    const shown: (typeof INSPECTOR_TABS)[number] = place.hasDifference ? "diff" : "text";
    const changes = { node: place.node, ...(!KEPT_TABS.has(tab) && { tab: shown }) };
    address.write(changeQuery(address.query, VIEW_PARAMS, changes));
    setWaiting(false);
  });
  useEffect(() => open(), []);
  return place && { node: place.node, isWaiting };
}
