import { describe, expect, it } from "vitest";
import { fixFirst } from "./fix-first";
import type { CauseFigures, CauseOrigin } from "./run-stats";

const cause = (
  name: string,
  count: number,
  tokens: number,
  subject: CauseFigures["subject"] = "fork",
): CauseFigures => ({
  subject,
  cause: name,
  sessions: count,
  count,
  tokens,
});
const from = (figures: CauseFigures, client: string): CauseOrigin => ({
  ...figures,
  client,
  template: "qwen3",
});

describe("what to fix first", () => {
  const spelled = cause("tool call re-serialised", 81, 900);
  const other = cause("white space", 19, 100);

  it("is what takes the most trained tokens", () => {
    const lost = cause("white space", 2, 28_411, "realigned");
    const causes = [
      spelled,
      cause("no_log_probs", 3, 20, "refused"),
      lost,
      cause("retokenised", 9, 99_999, "drift"),
    ];
    expect(fixFirst({ causes, cause_sources: [] })).toMatchObject({
      subject: "realigned",
      of: 2,
      client: "",
    });
  });

  it("is what forks the most where nothing is lost, with where most of it comes from", () => {
    const fix = fixFirst({
      causes: [other, spelled],
      cause_sources: [
        from({ ...spelled, count: 11 }, "pi"),
        from({ ...spelled, count: 70 }, "codex"),
        from(other, "other"),
      ],
    });
    expect(fix).toMatchObject({
      cause: "tool call re-serialised",
      count: 81,
      of: 100,
      client: "codex",
      there: 70,
    });
  });

  it("is never how agents work", () => {
    const causes = [cause("sub-agent", 50, 9000), cause("compaction", 5, 800), cause("retry", 5, 800)];
    expect(fixFirst({ causes, cause_sources: [] })).toBeNull();
    expect(fixFirst({ causes: [...causes, other], cause_sources: [] })).toMatchObject({
      cause: "white space",
    });
  });
});
