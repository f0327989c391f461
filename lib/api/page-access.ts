import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { mayDo } from "@/lib/recorder/keys/key";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { offeredToManagement } from "@/lib/recorder/keys/offered-keys";

/** What a page may offer to whoever looks at it. */
export interface PageAccess {
  readonly mayExport: boolean;
  readonly asksForKeys: boolean;
}

/** What the pages offer with a request's key; null: the login. Pages are for the admin's key and the reader's. */
export function pageAccess(gate: KeyGate, headers: Headers): PageAccess | null {
  const key = gate.recognise(offeredToManagement(headers), callerAddress(headers));
  switch (key.kind) {
    case "open":
    case "admin":
    case "reader":
      return { mayExport: mayDo(key, "export"), asksForKeys: gate.ring.isSet };
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
