import { expect, it } from "vitest";
import { type AskedCause, causeParam, formatAskedCause, parseAskedCause } from "./asked-cause";

it.each<AskedCause>([
  { did: "realigned", cause: "white space", node: "3f2a" },
  { did: null, cause: "compaction", node: null },
  { did: "dropped", cause: "merged_away", node: "n:1@2" },
])("reads a cause as it was written: %j", (asked) => {
  expect(parseAskedCause(formatAskedCause(asked))).toEqual(asked);
});

it.each(["", "realigned", "realigned:", "lost:white space", "constructor:x", ":x"])(
  "takes %j for no cause",
  (text) => {
    expect(causeParam.read(text)).toBeNull();
  },
);
