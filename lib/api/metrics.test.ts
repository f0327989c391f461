import { describe, expect, it } from "vitest";
import type { Figures } from "@/lib/core/list/run-stats";
import type { SessionStats } from "@/lib/store/store";
import { metricsText } from "./metrics";

const figures: Figures = {
  sessions: 3,
  turns: 12,
  forks: 2,
  drift_spans: 1,
  refused_tokens: 40,
  samples: 4,
  sampled_tokens: 900,
  trained_tokens: 860,
};

const stats: SessionStats = {
  total: figures,
  causes: [{ subject: "drift", cause: "retokenised", count: 1, tokens: 17, sessions: 1 }],
  by_status: [
    { name: "open", ...figures, sessions: 1 },
    { name: "finished", ...figures, sessions: 2 },
  ],
  by_client: [],
  by_template: [],
  by_run: [],
  by_day: [],
  over_time: [],
  bucket_ms: 86_400_000,
  cause_sources: [],
};

describe("the metrics", () => {
  it("tell the recorded figures, sessions by status and tokens by cause", async () => {
    const lines = (await metricsText(stats, { engineReady: true, unrecordedCalls: 3 })).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        'turntree_sessions{status="open"} 1',
        'turntree_sessions{status="finished"} 2',
        "turntree_sampled_tokens 900",
        "turntree_trained_tokens 860",
        'turntree_cause_tokens{subject="drift",cause="retokenised"} 17',
        "turntree_engine_ready 1",
        "turntree_unrecorded_calls 3",
      ]),
    );
  });

  it("tell how the process fares, however often they are read", async () => {
    await metricsText(stats, { engineReady: true, unrecordedCalls: 3 });
    expect(await metricsText(stats, { engineReady: false, unrecordedCalls: 0 })).toMatch(
      /turntree_process_cpu_seconds_total \d/,
    );
  });
});
