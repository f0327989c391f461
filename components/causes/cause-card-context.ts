"use client";

import { createContext, use } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import type { AskedCause } from "@/components/address/asked-cause";

/** The session that is looked at, and how. */
export interface CauseSession {
  readonly session: string;
  readonly revision: number;
  readonly view: ViewChoice;
}

/** Where in a session a cause shows. */
export interface CausePlace extends CauseSession {
  /** The message whose call did it; null when it is no place in the tree. */
  readonly node: string | null;
}

/** Opens the card of a cause; null where a page has none. */
export type OpenCause = (asked: AskedCause) => void;

const CauseCardContext = createContext<OpenCause | null>(null);

export const CauseCardProvider = CauseCardContext.Provider;

export function useCauseCard(): OpenCause | null {
  return use(CauseCardContext);
}
