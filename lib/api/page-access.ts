import { mayDo } from "@/lib/recorder/keys/key";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { whoManages } from "@/lib/recorder/keys/who-manages";

/** What a page may offer to whoever looks at it. */
export interface PageAccess {
  readonly mayExport: boolean;
  readonly mayAnnotate: boolean;
  readonly asksForKeys: boolean;
}

/** What the pages offer with a request's key; null: the login. Pages are for the admin's key and the reader's. */
export function pageAccess(gate: KeyGate, headers: Headers): PageAccess | null {
  const key = whoManages(gate, headers);
  switch (key.kind) {
    case "open":
    case "admin":
    case "reader":
      return {
        mayExport: mayDo(key, "export"),
        mayAnnotate: mayDo(key, "run"),
        asksForKeys: gate.ring.isSet,
      };
    case "trainer":
    case "session":
    case "none":
    case "wrong":
    case "waits":
      return null;
    default:
      return key satisfies never;
  }
}
