import type { Protocol } from "@/lib/wire/protocol";

/** Where a call came in: the protocol of its path, and what else the path says. */
export interface CallTarget {
  readonly protocol: Protocol;
  /** `/s/{session}`; null at the root. */
  readonly session: string | null;
  /** `/t/{token}`; null without. */
  readonly token: string | null;
  /** Names the call in its reply, in the log and in its turn: 32 hexadecimal digits, unique over all sessions. */
  readonly key: string;
}
