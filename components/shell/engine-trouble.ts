import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { Trouble } from "./trouble";

/** What of `GET /healthz` the pages read; it says nothing of the engine to a browser that has no token. */
export interface EngineAnswer {
  readonly engine?: {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
    readonly failures: { readonly calls: number; readonly last: string } | null;
  };
}

/** Null where the engine is well, as far as anybody knows. */
export function engineTrouble({ engine }: EngineAnswer): Trouble | null {
  if (!engine) return null;
  const { name, ok, detail, failures } = engine;
  if (!ok) {
    return {
      of: "engine",
      title: `The engine (${name}) is not ready.`,
      said: visibleText(detail),
      works: "Calls fail until it is; what is recorded can be read.",
    };
  }
  if (failures === null) return null;
  const which =
    failures.calls === 1 ? "The last call failed" : `The last ${plural(failures.calls, "call")} failed`;
  return {
    of: "engine",
    title: `${which} at the engine (${name}).`,
    said: visibleText(failures.last),
    works: "A call that failed is no turn; this goes away with the next that comes through.",
  };
}
