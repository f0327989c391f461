import { visibleText } from "@/lib/core/base/visible-text";
import { type EngineAnswer, engineTrouble } from "./engine-trouble";
import type { Trouble } from "./trouble";

/** What of `GET /healthz` the pages read. */
export interface HealthAnswer extends EngineAnswer {
  readonly status: "ok" | "failing";
  /** Why it is failing. A browser that has no token is told only that it is. */
  readonly detail?: string;
}

/** What is wrong with the server, the worst first; none where it is well, as far as anybody knows. */
export function serverTroubles(answer: HealthAnswer): readonly Trouble[] {
  return [storageTrouble(answer), engineTrouble(answer)].filter((trouble) => trouble !== null);
}

function storageTrouble({ status, detail = "" }: HealthAnswer): Trouble | null {
  if (status === "ok") return null;
  return {
    of: "storage",
    title: "The database takes no writes.",
    said: visibleText(detail),
    works: "Calls are refused until it does; what can be read of it is shown.",
  };
}
