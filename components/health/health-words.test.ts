import { expect, it } from "vitest";
import type { HealthFlag } from "@/lib/core/list/health-report";
import type { FlagLevel } from "@/lib/core/list/session-flag";
import { healthWords } from "./health-words";

const flag = (level: FlagLevel): HealthFlag => ({
  ...{ flag: "loop", level, sentence: "", sessions: 1, groups: 0, tokens: 0, filter: "", evidence: [] },
});

it("counts the flags of each level, and says that there are none", () => {
  const flags = [flag("error"), flag("info"), flag("info")];
  expect(healthWords({ flags, sessions: 12_288 })).toBe("1 error, 2 notes in 12,288 sessions");
  expect(healthWords({ flags: [], sessions: 1 })).toBe("Nothing out of order in 1 session");
});
