import { userInfo } from "node:os";
import type { ManagedChange } from "@/lib/core/annotations/managed-change";

/** A change by a command, as the audit log keeps it. The person is the user of this machine. */
export function commandChange(action: string, target: string): ManagedChange {
  return {
    at: Date.now(),
    holder: "command",
    person: userName(),
    address: null,
    action,
    target,
    status: null,
  };
}

/** Null for a user without a name, as in a container that runs under a bare number. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
