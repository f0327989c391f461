import { callerAddress } from "./caller-address";
import type { Key } from "./key";
import type { KeyGate, Unrecognised } from "./key-gate";
import { offeredToManagement } from "./offered-keys";
import { personOf } from "./trusted-person";

/**
 * Who sends a management call or asks for a page. A person whom a trusted proxy names, and who gives no key, is a
 * reader.
 */
export function whoManages(gate: KeyGate, headers: Headers): Key | Unrecognised {
  const key = gate.recognise(offeredToManagement(headers), callerAddress(headers));
  return key.kind === "none" && personOf(headers) !== null ? { kind: "reader" } : key;
}
