import { visibleText } from "@/lib/core/base/visible-text";
import { type EngineAnswer, engineTrouble, furtherTroubles } from "./engine-trouble";
import type { Trouble } from "./trouble";

/** What of `GET /healthz` the pages read. */
export interface HealthAnswer extends EngineAnswer {
  readonly status: "ok" | "failing";
  /** Why it is failing. A browser that has no token is told only that it is. */
  readonly detail?: string;
  /** What replies wait for; told to who has a token. */
  readonly durability?: "reply" | "relaxed";
}

/** What is wrong with the server, the worst first; none where it is well, as far as anybody knows. */
export function serverTroubles(answer: HealthAnswer): readonly Trouble[] {
  const troubles = [
    storageTrouble(answer),
    engineTrouble(answer),
    ...furtherTroubles(answer),
    relaxedNote(answer),
  ];
  return troubles.filter((trouble) => trouble !== null);
}

/** What was chosen is no trouble, and who looks at a recording should know it all the same. */
function relaxedNote({ durability }: HealthAnswer): Trouble | null {
  if (durability !== "relaxed") return null;
  return {
    of: "durability",
    title: "Replies wait for the commit and not for the disk (TURNTREE_DURABILITY).",
    said: "A power cut takes the last moments of what is recorded.",
    works: "A process that is killed loses nothing.",
  };
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
