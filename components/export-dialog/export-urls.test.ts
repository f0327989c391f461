import { describe, expect, it } from "vitest";
import { curlCommand, exportUrl } from "./export-urls";

const choice = { policy: "slime", threshold: 64, settings: "train_once:false" };
const session = { kind: "session", session: "a b", choice } as const;

describe("the address of an export", () => {
  const plain = { gzip: false, policy: null, finishedOnly: false };

  it("carries the policy that is shown, and every setting", () => {
    expect(exportUrl(session, { ...plain, format: "verl", gzip: true }, "file")).toBe(
      "/api/sessions/a%20b/samples.jsonl?policy=slime&fork_threshold_tokens=64&train_once=false&format=verl&compress=gzip",
    );
    expect(exportUrl(session, { ...plain, format: "slime" }, "summary")).toMatch(
      "/api/sessions/a%20b/samples/summary?policy=slime",
    );
  });

  it("of a raw recording has no policy", () => {
    expect(exportUrl(session, { ...plain, format: "turns" }, "file")).toBe("/api/sessions/a%20b/turns.jsonl");
  });

  it("of many sessions carries their filter", () => {
    const target = { kind: "filter", query: "status=finished", what: "all" } as const;
    expect(exportUrl(target, { ...plain, format: "slime" }, "file")).toBe(
      "/api/samples.jsonl?status=finished&format=slime",
    );
    const one = { ...plain, format: "slime", policy: "strict", finishedOnly: true };
    expect(exportUrl({ ...target, query: "filter=a" }, one, "summary")).toBe(
      "/api/samples/summary?filter=a&policy=strict&status=finished&format=slime",
    );
    expect(exportUrl(session, one, "file")).toContain("policy=slime&");
  });
});

describe("curlCommand", () => {
  it("quotes the address and compares the digest", () => {
    const command = curlCommand("http://h/x?filter=it's", { file_name: "x.jsonl", sha256: "ab" });
    expect(command).toBe(
      "curl -fsS 'http://h/x?filter=it%27s' -o x.jsonl\necho 'ab  x.jsonl' | sha256sum -c",
    );
  });
});
