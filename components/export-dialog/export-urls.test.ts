import { describe, expect, it } from "vitest";
import { curlCommand, exportUrl } from "./export-urls";

const choice = { policy: "slime", threshold: 64, settings: "train_once:false" };
const session = { kind: "session", session: "a b", choice } as const;

describe("the address of an export", () => {
  it("carries the policy that is shown, and every setting", () => {
    expect(exportUrl(session, { format: "verl", gzip: true }, "file")).toBe(
      "/api/sessions/a%20b/samples.jsonl?policy=slime&fork_threshold_tokens=64&train_once=false&format=verl&compress=gzip",
    );
    expect(exportUrl(session, { format: "slime", gzip: false }, "summary")).toMatch(
      "/api/sessions/a%20b/samples/summary?policy=slime",
    );
  });

  it("of a raw recording has no policy", () => {
    expect(exportUrl(session, { format: "turns", gzip: false }, "file")).toBe(
      "/api/sessions/a%20b/turns.jsonl",
    );
  });

  it("of many sessions carries their filter", () => {
    const target = { kind: "filter", query: "status=finished", what: "all" } as const;
    expect(exportUrl(target, { format: "slime", gzip: false }, "file")).toBe(
      "/api/samples.jsonl?status=finished&format=slime",
    );
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
