import type { CallPlace } from "@/lib/recorder/session/call-capacity";
import type { CallSpan } from "@/lib/trace/call-span";
import type { Protocol } from "@/lib/wire/protocol";

/** Where a call came in: the protocol of its path, and the session it is made in. */
export interface CallTarget {
  readonly protocol: Protocol;
  /** That of the path or of the key; null where the rest of the call names it. */
  readonly session: string | null;
  /** Names the call in its reply, in the log and in its turn: 32 hexadecimal digits, unique over all sessions. */
  readonly key: string;
}

/** A call that has a place among those that run at once. */
export interface CallWithPlace extends CallTarget {
  readonly place: CallPlace;
  readonly span: CallSpan;
}
