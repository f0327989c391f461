import { describe, expect, it } from "vitest";
import { readSettings, SETTINGS_TABLE } from "./settings";
import { usualThreads } from "./usual-threads";

describe("readSettings", () => {
  it("starts from the table's defaults when nothing is set", () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      databaseUrl: "file:./data/turntree.db",
      engine: "sim",
      tokenizer: "qwen3",
      forkThresholdTokens: 1024,
      contextFull: "error",
      engineSilenceMs: 3_600_000,
      maxTurns: null,
      apiToken: null,
      bodyLimitBytes: 67_108_864,
    });
  });

  it("treats an empty value as not set", () => {
    expect(readSettings({ TURNTREE_ENGINE: "", PORT: " " })).toMatchObject({ engine: "sim", port: 3000 });
  });

  it.each([
    [1, 1],
    [2, 1],
    [8, 7],
    [192, 8],
  ])("records on %i cores in %i threads unless told otherwise", (cores, threads) => {
    expect(usualThreads(cores)).toBe(threads);
  });

  it("takes no number of threads for the usual one, and 0 for none", () => {
    expect(readSettings({ TURNTREE_THREADS: "" }).threads).toBe(usualThreads());
    expect(readSettings({ TURNTREE_THREADS: "0" }).threads).toBe(0);
    expect(readSettings({ TURNTREE_THREADS: "3" }).threads).toBe(3);
  });

  it("takes the engine's usual port when no URL is given, and drops a trailing slash from one that is", () => {
    expect(readSettings({ TURNTREE_ENGINE: "vllm" }).engineUrl).toBe("http://127.0.0.1:8000");
    expect(readSettings({ TURNTREE_ENGINE_URL: "http://10.0.0.1:1/" }).engineUrl).toBe("http://10.0.0.1:1");
  });

  it.each([
    ["PORT", "many", 'PORT must be a whole number of at least 0, not "many".'],
    ["TURNTREE_THREADS", "-1", 'TURNTREE_THREADS must be a whole number of at least 0, not "-1".'],
    ["TURNTREE_BODY_LIMIT_MB", "0", 'TURNTREE_BODY_LIMIT_MB must be a whole number of at least 1, not "0".'],
    [
      "TURNTREE_POLICY",
      "lax",
      'TURNTREE_POLICY must be one of strict, slime, slime-repaired, areal-concat, not "lax".',
    ],
    [
      "TURNTREE_ENGINE_URL",
      "ftp://x",
      'TURNTREE_ENGINE_URL must be a URL that begins with http:// or https://, not "ftp://x".',
    ],
    [
      "DATABASE_URL",
      "data.db",
      'DATABASE_URL must be a SQLite URL such as file:./data/turntree.db, or postgresql://…, not "data.db".',
    ],
    [
      "TURNTREE_FORGIVE",
      "everything",
      "TURNTREE_FORGIVE must be some of text dropped beside calls, by comma.",
    ],
    [
      "TURNTREE_CLIENT",
      "<b>",
      "TURNTREE_CLIENT must begin with a letter or a digit and hold up to 64 letters, digits, blanks and . _ + -.",
    ],
    [
      "TURNTREE_ALLOWED_HOSTS",
      "https://runs.example",
      "TURNTREE_ALLOWED_HOSTS must be host names, with or without a port, by comma.",
    ],
    [
      "TURNTREE_ALLOWED_ORIGINS",
      "runs.example",
      "TURNTREE_ALLOWED_ORIGINS must be origins such as https://host:8443, by comma.",
    ],
  ])("refuses a bad %s in one sentence", (name, value, sentence) => {
    expect(() => readSettings({ [name]: value })).toThrow(sentence);
  });

  it("asks for a URL when the engine is passthrough", () => {
    expect(() => readSettings({ TURNTREE_ENGINE: "passthrough" })).toThrow(/TURNTREE_ENGINE_URL must be set/);
  });

  it("explains every setting in the table once", () => {
    const names = SETTINGS_TABLE.map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
    for (const row of SETTINGS_TABLE) expect(row.meaning).toMatch(/\.$/);
  });
});
