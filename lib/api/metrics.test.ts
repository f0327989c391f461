import { describe, expect, it } from "vitest";
import { processFigures } from "@/lib/core/base/process-figures";
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

  it("tell batches, stages of calls and caches, as a scraper reads them", async () => {
    processFigures.observe("batch_writes", 3);
    processFigures.observe("record_ms", 7);
    const lines = (await metricsText(stats, { engineReady: true, unrecordedCalls: 0 })).split("\n");
    for (const line of [
      "# TYPE turntree_batch_writes histogram",
      'turntree_batch_writes_bucket{le="4"} 1',
      'turntree_batch_writes_bucket{le="+Inf"} 1',
      "turntree_batch_writes_sum 3",
      "turntree_batch_writes_count 1",
      'turntree_call_added_ms_bucket{stage="record",le="10"} 1',
      "# TYPE turntree_cache_bytes gauge",
      "turntree_calls 0",
    ]) {
      expect(lines).toContain(line);
    }
    const headings = lines.filter((line) => line.startsWith("# TYPE"));
    expect(new Set(headings).size).toBe(headings.length);
    expect(lines.join("\n")).toMatch(/turntree_cache_bytes\{cache="texts"\} \d+/);
    expect(lines.join("\n")).toMatch(/turntree_nodejs_eventloop_lag_p99_seconds \S/);
  });

  it("tell how the process fares, however often they are read", async () => {
    await metricsText(stats, { engineReady: true, unrecordedCalls: 3 });
    expect(await metricsText(stats, { engineReady: false, unrecordedCalls: 0 })).toMatch(
      /turntree_process_cpu_seconds_total \d/,
    );
  });
});
