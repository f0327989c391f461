import { z } from "zod";
import { spreadWords } from "@/lib/recorder/rescore/spread";
import type { CheckReport } from "./check-report";
import type { LiveBench } from "./live-bench";

const health = z.object({
  engine: z.object({
    sentinel: z
      .object({
        turns: z.int(),
        drift: z.string().nullable(),
        differences: z
          .object({ count: z.int(), median: z.number(), p99: z.number(), largest: z.number() })
          .nullable(),
      })
      .nullable(),
  }),
});

/** Turns that the sentinel has scored by then. */
const TURNS = 10;

/** How long they may take, in ms. */
const PATIENCE_MS = 120_000;

/** The recorder itself has the engine score what was recorded, and names no drift. */
export async function checkSentinel({ turntree }: LiveBench): Promise<CheckReport> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { sentinel } = health.parse(await (await fetch(`${turntree}/healthz`)).json()).engine;
    if (sentinel !== null && (sentinel.turns >= TURNS || Date.now() > deadline)) {
      const { turns, drift, differences } = sentinel;
      const spread = differences === null ? "nothing scored" : spreadWords(differences);
      const few = turns >= TURNS ? [] : [`${turns} turns were scored`];
      // How many more come until then is a matter of time.
      const figures = `over ${TURNS} turns, ${spread} tokens; drift: ${drift ?? "none"}`;
      return { check: CHECK, figures, problems: [...few, ...(drift === null ? [] : [drift])] };
    }
    if (sentinel === null) return { check: CHECK, figures: "off", problems: ["the sentinel is off"] };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const CHECK = "scored again while recording (`TURNTREE_SENTINEL`)";
