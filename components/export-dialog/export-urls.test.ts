import { describe, expect, it } from "vitest";
import { curlCommand, exportUrl, UNCHOSEN } from "./export-urls";

const choice = { policy: "slime", threshold: 64, settings: "train_once:false" };
const session = { kind: "session", session: "a b", choice } as const;

describe("the address of an export", () => {
  const plain = UNCHOSEN;

  it("carries the policy that is shown, and every setting", () => {
    const columns = { ...plain, format: "trl", parquet: true, gzip: true };
    expect(exportUrl(session, columns, "file")).toMatch(/&format=trl&as=parquet$/);
    expect(exportUrl(session, { ...columns, format: "areal" }, "summary")).toMatch(
      /&format=areal&compress=gzip$/,
    );
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
    const one = {
      ...plain,
      format: "slime",
      policy: "strict",
      include: ["open", "failed"],
      leavesOutUnfit: true,
    };
    expect(exportUrl({ ...target, query: "filter=a" }, one, "summary")).toBe(
      "/api/samples/summary?filter=a&policy=strict&format=slime&include=open%2Cfailed&unfit=leave_out",
    );
    expect(exportUrl(session, one, "file")).toContain("policy=slime&");
  });

  it("of one session takes it open and unrewarded, whatever else is asked for", () => {
    const failed = { ...plain, format: "slime", include: ["failed"], sampleWeight: "session" };
    expect(exportUrl(session, failed, "file")).toContain(
      "format=slime&include=open%2Cunrewarded%2Cfailed&sample_weight=session",
    );
    expect(exportUrl(session, { ...plain, format: "trl", advantageRule: "mean_alone" }, "file")).toContain(
      "format=trl&advantage_rule=mean_alone",
    );
  });

  it("asks for routed experts where lines can carry them", () => {
    const layered = { ...plain, expertLayers: "48" };
    expect(exportUrl(session, { ...layered, format: "slime" }, "file")).toContain("expert_layers=48");
    expect(exportUrl(session, { ...layered, format: "trl" }, "file")).not.toContain("expert_layers");
  });

  it("packs groups in the format that packs alone", () => {
    const target = { kind: "filter", query: "", what: "all" } as const;
    const grouped = { ...plain, pack: "group" };
    expect(exportUrl(target, { ...grouped, format: "packed" }, "file")).toBe(
      "/api/samples.jsonl?format=packed&pack=group",
    );
    expect(exportUrl(target, { ...grouped, format: "slime" }, "file")).toBe(
      "/api/samples.jsonl?format=slime",
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
