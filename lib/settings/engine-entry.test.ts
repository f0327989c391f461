import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isEngineHost } from "./is-engine-host";
import { readEnginesFile } from "./read-engines-file";

const JUDGE = { model: "judge", engine: "vllm", urls: ["http://gpu-1:8000"], trains: false };

function read(text: string, more: { readonly engine?: "sim" | "passthrough"; readonly model?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "turntree-engines-"));
  const enginesFile = join(folder, "engines.json");
  writeFileSync(enginesFile, text);
  try {
    return readEnginesFile({ enginesFile, engine: "sim", model: "policy", ...more });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the file of engines", () => {
  it("lists models beside that of the settings; what a model samples trains unless it says otherwise", () => {
    const { trains: _, ...teacher } = { ...JUDGE, model: "teacher" };
    expect(read(JSON.stringify([JUDGE, teacher]))).toMatchObject([{ trains: false }, { trains: true }]);
    expect(readEnginesFile({ enginesFile: null, engine: "sim", model: "policy" })).toEqual([]);
  });

  it.each([
    ["{", "cannot be read"],
    ['{"model": "a"}', "the list:"],
    [JSON.stringify([{ ...JUDGE, url: "x" }]), '[0]: Unrecognized key: "url"'],
    [JSON.stringify([{ ...JUDGE, urls: ["gpu-1"] }]), "[0].urls[0]: must be a URL"],
    [JSON.stringify([{ ...JUDGE, urls: [] }]), "[0].urls:"],
    [JSON.stringify([{ ...JUDGE, engine: "passthrough" }]), "[0].engine:"],
    [JSON.stringify([{ ...JUDGE, key_setting: "HOME" }]), "[0].key_setting: must be TURNTREE_ENGINE_KEY"],
    [JSON.stringify([JUDGE, JUDGE]), "the model judge stands twice"],
    [JSON.stringify([{ ...JUDGE, model: "policy" }]), "the model policy is that of the settings"],
  ])("is refused in one sentence: %s", (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it("is refused beside passthrough, which has one server", () => {
    expect(() => read("[]", { engine: "passthrough" })).toThrow("passthrough");
  });
});

describe("the address of an engine", () => {
  it.each([
    ["http://127.0.0.1:3000", true],
    ["http://[::1]:3000", true],
    ["http://gpu-1:8000", true],
    ["http://gpu-2:8000", true],
    ["http://gpu-2:9000", false],
    ["https://gpu-3", true],
    ["http://gpu-3", false],
    ["http://169.254.169.254/", false],
    ["http://gpu-1.example:8000", false],
    ["http://gpu-1:8000@example:80", false],
  ])("%s is allowed: %s", (url, isAllowed) => {
    expect(isEngineHost(url, ["gpu-1", "gpu-2:8000", "gpu-3:443"])).toBe(isAllowed);
  });
});
