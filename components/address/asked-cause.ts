import type { CauseDid } from "@/components/marks/cause-kinds";
import type { Param } from "./param";

/** The cause that a card is asked for. */
export interface AskedCause {
  readonly did: CauseDid;
  readonly cause: string;
  /** The message whose call did it, on the page of a session; null elsewhere: the card then finds an example. */
  readonly node: string | null;
}

/** What stands in an address for a deed that is not said. */
const UNSAID = "any";

const DEEDS: Readonly<Record<string, CauseDid>> = {
  [UNSAID]: null,
  realigned: "realigned",
  refused: "refused",
  dropped: "dropped",
  fork: "fork",
  drift: "drift",
  suffered: "suffered",
};

/**
 * Reads what `formatAskedCause` writes; null for anything else.
 *
 * @example
 * parseAskedCause("realigned:white space@3f2a"); // { did: "realigned", cause: "white space", node: "3f2a" }
 */
export function parseAskedCause(text: string | null): AskedCause | null {
  const [, deed = "", cause = "", node = null] = /^([a-z]+):([^@]+)(?:@(.+))?$/.exec(text ?? "") ?? [];
  const did = Object.hasOwn(DEEDS, deed) ? DEEDS[deed] : undefined;
  return did === undefined ? null : { did, cause, node };
}

/** A cause as an address names it: what it did, its name, and the message at which it shows. */
export function formatAskedCause({ did, cause, node }: AskedCause): string {
  return `${did ?? UNSAID}:${cause}${node === null ? "" : `@${node}`}`;
}

/** The card that is open, as `formatAskedCause` writes it. */
export const causeParam: Param<string | null> = {
  absent: null,
  read: (text) => (parseAskedCause(text) === null ? null : text),
};
